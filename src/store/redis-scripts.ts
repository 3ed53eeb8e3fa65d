// A key is a hash: `token`, `lease_until` in microseconds, and where there is one `value` or `done`. In Lua numbers are doubles,
// which hold microseconds until the year 2255.

const now = `local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function after(milliseconds) return string.format('%.0f', now + milliseconds * 1000) end
`

/** Goes on where this holder has it, or has confirmed it. */
const held = `${now}local held = redis.call('HMGET', KEYS[1], 'token', 'lease_until', 'done')
if held[1] ~= ARGV[1] then return 0 end
if not held[3] and tonumber(held[2]) <= now then return 0 end
`
const notDone = `${held}if held[3] then return 0 end
`

/** Each has one key, and what the step is called with. Where `keep` is one of the values the key expires so long after its lease. */
export const steps = {
  // lease, keep
  claim: `${now}local held = redis.call('HMGET', KEYS[1], 'token', 'lease_until', 'done', 'value')
if held[3] then return { 'done' } end
if held[1] and tonumber(held[2]) > now then return { 'busy' } end
local token = string.format('%.0f', math.max(now, (tonumber(held[1]) or 0) + 1))
redis.call('HSET', KEYS[1], 'token', token, 'lease_until', after(ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[1] + ARGV[2])
return { 'claimed', token, held[4] }`,
  // token, lease, keep
  renew: `${held}if held[3] then return 1 end
redis.call('HSET', KEYS[1], 'lease_until', after(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2] + ARGV[3])
return 1`,
  // token, value
  write: `${notDone}redis.call('HSET', KEYS[1], 'value', ARGV[2])
return 1`,
  // token, keep
  confirm: `${held}redis.call('HSET', KEYS[1], 'done', '1')
redis.call('HDEL', KEYS[1], 'value')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`,
  // token, keep
  release: `${notDone}redis.call('HSET', KEYS[1], 'lease_until', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`,
}
