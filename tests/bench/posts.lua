-- wrk … -s posts.lua URL -- PATH THREAD KEY ORIGIN RUN: post comments, each
-- with words of its own, a few from each address, as visitors do. Only the
-- server of bench believes X-Address; see servers.mjs.
dofile(os.getenv("BENCH") .. "/report.lua")

local threads, number = 0, 0
local path, body

-- Each thread of wrk writes words of its own.
function setup(thread)
	threads = threads + 1
	thread:set("thread_number", threads)
end

function init(args)
	wrk.method = "POST"
	wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
	wrk.headers["Origin"] = args[4]
	wrk.headers["Sec-Fetch-Site"] = "same-origin"
	path = args[1]
	body = "thread=" .. args[2] .. "&key=" .. args[3] ..
		"&name=Pat+Visitor&email=pat%40example.org&website=&topic=&body=" ..
		"Our+son+found+a+mentor+here+two+years+ago.+They+still+meet+" ..
		"every+week%2C+and+school+is+going+better.+Thank+you%21+Run+" ..
		args[5] .. "%2C+"
end

function request()
	number = number + 1
	local guest = math.floor(number / 3)
	wrk.headers["X-Address"] = string.format("10.%d.%d.%d", thread_number,
		math.floor(guest / 256) % 256, guest % 256)
	return wrk.format(nil, path, nil,
		body .. thread_number .. "+" .. number .. ".")
end
