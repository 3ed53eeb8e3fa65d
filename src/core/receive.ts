import { type ReceivingAccount, secretsOf } from './account.js'
import { configError, isShroffError, ShroffError, withFacts } from './errors.js'
import { type Observe, teller } from './observe.js'
import { decodeVerified, type Verified } from './verified.js'

/** Options of receiving, for what no client is needed. */
export type ReceiveOptions = {
  /** Told about each message, as `createClient`'s is about each call. */
  observe?: Observe | undefined
}

/** What an action that receives brings to the pipeline. */
export type Reception<O, T> = {
  action: string
  /** Reads and verifies what came. */
  open: () => Promise<Verified<O>>
  /** Whom it is about, if that is not this account: a sentence. */
  foreign: (message: O) => string | undefined
  decode: (opened: Verified<O>) => T
}

/**
 * The only way into the house: open → ours → decode. Receiving sends nothing, so whatever goes wrong on it is `not-sent`.
 *
 * @throws `WEBHOOK_NOT_OURS` for a genuine message about somebody else, and what the steps throw.
 */
export async function receive<O, T>(
  account: ReceivingAccount,
  { action, open, foreign, decode }: Reception<O, T>,
  { observe }: ReceiveOptions = {},
): Promise<T> {
  if (!secretsOf(account)) {
    throw configError(
      `${action} was given something that is not an account.`,
      'Pass what the provider’s own function made, not a copy of it: the keys are not among its members.',
    )
  }
  const { clock, provider } = account
  const tell = teller(account, action, observe)
  const startedAt = clock.now()
  const passed = () => ({ milliseconds: clock.now() - startedAt })
  tell(0, { stage: 'started' })
  try {
    const opened = await open()
    tell(0, { stage: 'opened', ...passed() })
    const received = await decodeVerified(opened, (message) => {
      mustBeOurs(foreign(message.value))
      return decode(message)
    })
    tell(0, { stage: 'succeeded', ...passed() })
    return received
  } catch (error) {
    const failure = isShroffError(error) ? error : unreadable(error)
    const { code, requestId } = failure
    const outcome = 'not-sent'
    tell(0, { stage: 'failed', code, outcome, ...passed(), ...(requestId && { requestId }) })
    throw withFacts(failure, { action, provider, outcome })
  }
}

const unreadable = (cause: unknown) =>
  new ShroffError('BODY_INVALID', { problem: 'The message could not be read; see the cause.', cause })

function mustBeOurs(foreign: string | undefined): void {
  if (foreign === undefined) return
  throw new ShroffError('WEBHOOK_NOT_OURS', {
    problem: `The message is genuine, but is not about this account: ${foreign}.`,
    next: 'Check that this address serves this account only, or choose the account before receiving.',
  })
}
