-- wrk … -s paths.lua URL -- FILE [COOKIE]: ask for the paths of FILE,
-- one a line, in turn.
local requests, at = {}, 0

dofile(os.getenv("BENCH") .. "/report.lua")

function init(args)
	if args[2] then
		wrk.headers["Cookie"] = args[2]
	end
	for path in io.lines(args[1]) do
		requests[#requests + 1] = wrk.format("GET", path)
	end
end

function request()
	at = at % #requests + 1
	return requests[at]
end
