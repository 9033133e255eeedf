-- The load for wrk. Arguments: a file of headers (Name: value), a file of requests (method, path and body
-- with tabs between, one a line, sent in turn). Ends with one line that the harness reads.
local lines, ready, at = {}, {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
  for line in io.lines(args[2]) do lines[#lines + 1] = line end
end

function request()
  at = at % #lines + 1
  local formatted = ready[at]
  if not formatted then
    local method, path, body = lines[at]:match("^([^\t]*)\t([^\t]*)\t(.*)$")
    formatted = wrk.format(method, path, nil, body ~= "" and body or nil)
    ready[at] = formatted
  end
  return formatted
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("BENCH %d %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
