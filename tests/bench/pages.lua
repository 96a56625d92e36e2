-- SPDX-License-Identifier: AGPL-3.0-or-later
-- For wrk: asks for the addresses of a file in turn, whatever the connection. wrk -s pages.lua URL -- FILE
local paths = {}
local at = 0

function init(args)
    for line in io.lines(args[1]) do
        paths[#paths + 1] = line
    end
end

function request()
    at = at % #paths + 1
    return wrk.format("GET", paths[at])
end
