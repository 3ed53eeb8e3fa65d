import type { Account } from './account.js'
import type { Client } from './client.js'
import { isShroffError, withFacts } from './errors.js'
import type { Proof } from './proof.js'

/** What one call to the provider has proven of an account. */
export type CheckResult = Proof & {
  /**
   * How far this machine's clock is ahead of the provider's, in whole seconds, negative where it is behind; the time that
   * the answer took to come is in it. Undefined where the answers told no time.
   */
  readonly clockAheadSeconds: number | undefined
}

/** From here on a person should know. Gateways refuse at 300 s. */
const noticeable = 30

/**
 * The same client, which remembers how far the clock is off by the last answer: by the provider's own header (`timeOf`, in
 * milliseconds), else by HTTP's `Date`. Neither need be signed: it is shown, never relied on.
 */
export function watchClock<A extends Account>(
  client: Client<A>,
  timeOf: (headers: Readonly<Record<string, string>>) => number,
) {
  let ahead: number | undefined
  const transport: Client['transport'] = async (request, options) => {
    const reply = await client.transport(request, options)
    const time = [timeOf(reply.headers), Date.parse(reply.headers.date ?? '')].find(Number.isFinite)
    if (time !== undefined) ahead = Math.round((client.account.clock.now() - time) / 1000)
    return reply
  }
  const words = () =>
    `This machine’s clock is ${Math.abs(ahead!)} s ${ahead! > 0 ? 'ahead of' : 'behind'} the provider’s`
  const isOff = () => ahead !== undefined && Math.abs(ahead) >= noticeable
  return {
    client: { ...client, transport } as Client<A>,
    /** Rethrows an error; where the clock may be its cause, with the number of seconds. */
    failed(error: unknown): never {
      if (!isShroffError(error) || !isOff()) throw error
      throw withFacts(error, { next: [`${words()}: set it by NTP first.`, error.next].filter(Boolean).join(' ') })
    },
    result({ proven, unproven }: Proof): CheckResult {
      const why = isOff() ? `${words()}; from 300 s on it is refused.` : 'No answer told the time.'
      const known = ahead !== undefined && !isOff()
      return {
        proven: known ? [...proven, 'clock'] : proven,
        unproven: known ? unproven : [...unproven, { option: 'clock', why }],
        clockAheadSeconds: ahead,
      }
    },
  }
}
