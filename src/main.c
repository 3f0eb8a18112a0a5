/* northstar COMMAND …: see src/command/commands.h for the table. */
#include "command/commands.h"

int main(int argc, char **argv)
{
	return command_main(argc, argv);
}
