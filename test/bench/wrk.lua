-- The load for wrk. Arguments: a file of headers (Name: value), a file of requests (method, path, a header of
-- its own or nothing, and body with tabs between, one a line, sent in turn). Ends with one line that the harness reads.
local lines, heads, fixed, at = {}, {}, "", 0
local threads = {}
-- Global, so that it can be asked for at the end: answers that say themselves that they acknowledge nothing.
unconfirmed = 0

function setup(thread) threads[#threads + 1] = thread end

function init(args)
  fixed = "Host: " .. wrk.headers["Host"] .. "\r\n"
  for line in io.lines(args[1]) do fixed = fixed .. line .. "\r\n" end
  for line in io.lines(args[2]) do lines[#lines + 1] = line end
end

-- By hand: wrk.format takes longer than a bare server does to answer.
function request()
  at = at % #lines + 1
  local method, path, own, body = lines[at]:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
  local head = heads[path]
  if not head then
    head = method .. " " .. path .. " HTTP/1.1\r\n" .. fixed
    heads[path] = head
  end
  if own ~= "" then head = head .. own .. "\r\n" end
  if body == "" then return head .. "\r\n" end
  return head .. "Content-Length: " .. #body .. "\r\n\r\n" .. body
end

function response(status, headers)
  if headers["Goodword-Click"] then unconfirmed = unconfirmed + 1 end
end

function done(summary, latency, requests)
  local errors, unsure = summary.errors, 0
  for _, thread in ipairs(threads) do unsure = unsure + thread:get("unconfirmed") end
  io.write(string.format("BENCH %d %d %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout, unsure,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
