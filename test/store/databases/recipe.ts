// Run in a folder of its own with a recipe of docs/stores.md beside it: works on two events as a shop does.
import type { Store } from 'shroff/store'

type Recipe = {
  store: Store
  /** Redis has none: what it holds is in no transaction of the shop's database. */
  markPaid?: (orderId: string, claim: { key: string; token: string }) => unknown
  /** Into a queue: within a transaction, where the recipe says `confirm`. */
  handOn?: (orderId: string, claim: { key: string; token: string }) => unknown
}
const [, , file, run, how] = process.argv as [string, string, string, string, string?]
const { store, handOn, markPaid = handOn } = (await import(file)) as Recipe

const claim = async (name: string) => {
  const key = `${run}/${name}`
  return { key, ...((await store.claim(key, 60_000)) as { token: string }) }
}
const late = await claim('late')
const good = await claim('good')
let refused = false
if (markPaid && how !== 'at least once') {
  try {
    await markPaid(`${run} late`, { ...late, token: String(Number(late.token) - 1) })
  } catch {
    refused = true
  }
  await markPaid(`${run} good`, good)
} else {
  refused = !(await store.confirm(late.key, String(Number(late.token) - 1)))
  // As if the process had died in between, and the event had come again.
  await handOn?.(`${run} good`, good)
  await handOn?.(`${run} good`, good)
  await store.confirm(good.key, good.token)
}
const after = [await store.claim(late.key, 1), await store.claim(good.key, 1)]
console.log(JSON.stringify({ refused, after: after.map(({ state }) => state) }))
process.exit()
