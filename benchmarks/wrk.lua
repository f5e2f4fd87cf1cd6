-- Ask the paths of a file in turn. Arguments behind `--`: the file, and the number that the first
-- request counts from, so that no two requests of a whole run are the same where a path holds {n}.
local paths = {}
local count

function init(args)
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  count = tonumber(args[2])
  wrk.headers["Accept"] = "application/sparql-results+json"
end

function request()
  count = count + 1
  local path = paths[count % #paths + 1]
  return wrk.format("GET", (path:gsub("{n}", count, 1)))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'FIGURES {"requests": %d, "seconds": %.6f, "p50_ms": %.4f, "p99_ms": %.4f, "max_ms": %.4f, "failed": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
