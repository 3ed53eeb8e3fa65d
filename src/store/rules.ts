import { isFunction, type Rule } from '../core/options.js'
import type { Store } from './store.js'

const steps = ['claim', 'renew', 'write', 'confirm', 'release'] as const

export const isStore = (value: unknown): boolean =>
  steps.every((step) => isFunction((value as Partial<Store> | null | undefined)?.[step]))

/** The rule of every option `store`. */
export const storeRule: Rule = {
  fits: isStore,
  wanted: 'a store, such as memoryStore()',
  needed: true,
}

/** The rule of every option `lease`. */
export const leaseRule: Rule = {
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 3_000,
  wanted: 'an integer number of milliseconds, at least 3000',
}
