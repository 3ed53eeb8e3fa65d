import { parametersError } from './errors.js'
import type { SettleJournal } from './journal.js'
import { checkParameters, orderAlone } from './parameters.js'
import { type ParameterSchema, schemaOf } from './standard.js'

/** What a cashier sees while a code is settled. */
export type SettleProgress = {
  readonly orderId: string
  /**
   * `charged`: the charge has gone out, what became of it is not known yet. `waiting-for-password`: the payer must
   * confirm. `undoing`: it is closed, or given back.
   */
  readonly step: 'charged' | 'waiting-for-password' | 'undoing'
  /** Until the payment is undone; 0 while it is. */
  readonly secondsLeft: number
}

/** How a code is settled, whoever the provider is. */
export type SettleOptions = {
  /**
   * Keeps who settles the order and how far it has come; a shop of several processes needs one. Default: one call at a
   * time settles an order within this process, and nothing is kept.
   */
  journal?: SettleJournal
  /** Milliseconds that the payer has to confirm, 15 000 to 600 000. Default 60 000. */
  patience?: number
  /** Told of each step; what it throws is ignored. */
  onProgress?: (progress: SettleProgress) => unknown
  /**
   * The cashier's "cancel": once it is aborted the payment is undone at once, paid or not. The `signal` of the call, in
   * contrast, only ends the waiting.
   */
  cancel?: AbortSignal
  /**
   * As the `unresolved` result of the earlier call has it: the payment is undone, whatever its state, and never
   * charged.
   */
  undoing?: boolean
  /**
   * When an earlier call charged, as you stored it: a late charge is possible for some time from then on. Default: as
   * the journal has it; without one, just now.
   */
  chargedAt?: Date
}

const own = ['journal', 'patience', 'onProgress', 'cancel', 'undoing', 'chargedAt'] as const

/** Makes of what is given, the dance's own apart, what a charge is checked as: its channel may go without saying. */
type ToCharge<C> = (given: never) => C

type Alone = { orderId: string; payerCode?: undefined }

/**
 * Parts the dance's own parameters, checked, from the rest: all that a charge of the payer's code needs, or, of an order that was
 * charged before, what it is found by: its number alone, unless the provider has a schema for more.
 *
 * @throws `PARAMETERS_INVALID`
 */
export function readSettling<P, C extends P & { orderId: string }, A extends Alone = Alone>(
  parameters: SettleOptions & { payerCode?: unknown },
  schema: ParameterSchema<P>,
  toCharge: ToCharge<C>,
  alone = orderAlone as ParameterSchema<A>,
): { options: SettleOptions; charge: C | undefined; order: A | C } {
  // What is no object at all is for the check of the number.
  const isGiven = typeof parameters === 'object' && parameters !== null
  const { options, rest, fields } = isGiven ? partsOf(parameters) : { options: {}, rest: parameters, fields: [] }
  if (fields.length > 0) throw parametersError('settlePayment', fields)
  if (rest?.payerCode === undefined)
    return { options, charge: undefined, order: checkParameters('settlePayment', alone, rest as never) }
  const charge = checkParameters('settlePayment', schema, toCharge(rest as never))
  return { options, charge, order: charge }
}

/** What settling takes, as a Standard Schema. A `channel` that goes without saying is not told of, and does not come out. */
export const settleSchema = <P>(
  schema: ParameterSchema<unknown>,
  toCharge: ToCharge<object>,
  alone: ParameterSchema<Alone> = orderAlone,
): ParameterSchema<P> =>
  schemaOf((value) => {
    if (typeof value !== 'object' || value === null)
      return { issues: [{ path: [], message: 'must be given, as an object' }] }
    const { options, rest, fields } = partsOf(value as SettleOptions & { payerCode?: unknown })
    const result =
      rest.payerCode === undefined
        ? alone['~standard'].validate(rest)
        : schema['~standard'].validate(toCharge(rest as never))
    const issues = [
      ...fields.map(({ path, problem }) => ({ path: [path], message: problem })),
      ...(result.issues ?? []).filter(({ path }) => path[0] !== 'channel' || 'channel' in rest),
    ]
    if (result.issues || issues.length > 0) return { issues }
    const { channel, ...charge } = result.value as { channel?: unknown }
    return { value: { ...options, ...charge, ...('channel' in rest && { channel }) } as P }
  })

function partsOf<T extends object>(parameters: T & SettleOptions) {
  const rest = copyOf(parameters)
  const options: SettleOptions = {}
  for (const name of own) {
    if (rest[name] !== undefined) Object.assign(options, { [name]: rest[name] })
    delete rest[name]
  }
  const fields = Object.entries(options).flatMap(([path, value]) => {
    const [fits, problem] = checks[path as keyof SettleOptions]
    return fits(value as never) ? [] : [{ path, problem }]
  })
  return { options, rest, fields }
}

const has = (value: object | null, ...names: string[]) =>
  names.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function')

const checks: { [N in keyof SettleOptions]-?: readonly [fits: (value: never) => boolean, problem: string] } = {
  journal: [(value: object) => has(value, 'acquire', 'write', 'release'), 'must have acquire, write and release'],
  patience: [
    (value: unknown) => typeof value === 'number' && value >= 15_000 && value <= 600_000,
    'must be 15000 to 600000 milliseconds',
  ],
  onProgress: [(value: unknown) => typeof value === 'function', 'must be a function'],
  cancel: [(value: object) => has(value, 'addEventListener', 'removeEventListener'), 'must be an AbortSignal'],
  undoing: [(value: unknown) => typeof value === 'boolean', 'must be a boolean'],
  chargedAt: [(value: Date) => has(value, 'getTime') && value.getTime() > 0, 'must be a Date'],
}

function copyOf<T extends object>(parameters: T): T {
  try {
    return { ...parameters }
  } catch (error) {
    throw parametersError('settlePayment', [{ path: 'parameters', problem: 'could not be read; see the cause' }], error)
  }
}
