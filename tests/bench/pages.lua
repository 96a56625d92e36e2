-- SPDX-License-Identifier: AGPL-3.0-or-later
-- For wrk: asks for the addresses of a file in turn, whatever the connection; behind an address may stand the cookie to send with it.
-- wrk -s pages.lua URL -- FILE
local requests = {}
local at = 0

function init(args)
    for line in io.lines(args[1]) do
        local path, cookie = line:match("^(%S+)%s*(.*)$")
        requests[#requests + 1] = wrk.format("GET", path, cookie ~= "" and { Host = wrk.headers["Host"], Cookie = cookie } or nil)
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end
