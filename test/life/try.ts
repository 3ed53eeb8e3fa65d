import { simulate } from './simulate.js'
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 20)
const totals = new Map<string, number>(); let calls = 0
const t = performance.now()
for (let s = from; s < from + n; s++) { const r = await simulate(s); calls += r.calls
 for (const [k, v] of r.counts) totals.set(k, (totals.get(k) ?? 0) + v)
 if (r.broken.length) console.log(s, r.broken.join('\n   ').slice(0, 1500)) }
console.log([...totals].sort(), calls, ((performance.now() - t) / n).toFixed(1), 'ms per seed')
