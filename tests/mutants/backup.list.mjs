// Backups: whole, closed to others, and nobody who was erased comes back.
const COMMANDS = 'tests/http/backup.test.mjs';
const SEALED = 'tests/unit/test_util_sealed.c';

export default [
  {
    name: 'a sealed copy that ends between two chunks is refused',
    file: 'src/util/sealed.c',
    from: 'if (len < SEALED_MORE) {',
    to: 'if (len == 0) { in->is_last = true; return; }\n' +
      '\tif (len < SEALED_MORE) {',
    test: SEALED,
  },
  {
    name: 'what follows the end of a sealed copy is refused',
    file: 'src/util/sealed.c',
    from: 'else if (in->is_last && read_up_to(in->fd, &more, 1) != 0)',
    to: 'else if (in->is_last && read_up_to(in->fd, &more, 0) != 0)',
    test: SEALED,
  },
  {
    name: 'a copy is looked at before it has a name',
    file: 'src/command/backup_write.c',
    from: 'st = store_audit_verify(db);',
    to: 'st = STATUS_OK;',
    test: COMMANDS,
    only: 'no old copy goes',
  },
  {
    name: 'a backup that is killed leaves no copy',
    file: 'src/command/backup_write.c',
    from: 'char *part = arena_printf(env->arena, "%s.part", path);',
    to: 'char *part = arena_printf(env->arena, "%s", path);',
    test: COMMANDS,
    only: 'one that is killed',
  },
  {
    name: 'two backups do not run at once',
    file: 'src/command/backup_write.c',
    from: 'if (flock(fd, LOCK_EX | LOCK_NB) != 0) {',
    to: 'if (fd < 0) {',
    test: COMMANDS,
    only: 'two do not run',
  },
  {
    name: 'an old copy erases whom the list beside it names',
    file: 'src/command/restore_source.c',
    from: 'out->beside = list;',
    to: 'out->beside = NULL;',
    test: COMMANDS,
    only: 'an old',
  },
  {
    name: 'only copies that are too old are removed',
    file: 'src/command/backup_folder.c',
    from: 'strncmp(stamp, before, STAMP) >= 0',
    to: 'strncmp(stamp, before, STAMP) > 99',
    test: COMMANDS,
    only: 'a folder keeps',
  },
  {
    name: 'the secret key is kept from others',
    file: 'src/util/sealed.c',
    from: 'kind == SEALED_SECRET && file.st_mode & 07',
    to: 'kind == SEALED_SECRET && file.st_mode & 0',
    test: SEALED,
  },
  {
    name: 'a line of the list of the erased that was cut spoils no other',
    file: 'src/page/erasure_file.c',
    from: "last != '\\n'",
    to: "last == '\\0'",
    test: 'tests/unit/test_page_erasure_file.c',
  },
];
