/** Why a transfer does not count for an order. */
export type TransferReason =
  | 'not-found'
  | 'not-validated'
  | 'failed'
  | 'not-a-payment'
  | 'other-destination'
  | 'own-conversion'
  | 'delivered-unknown'
  | 'other-asset'
  | 'other-issuer'
  | 'issuer-unclear'
  | 'no-tag'
  | 'other-tag'
  | 'too-early'

const words: Readonly<Record<TransferReason, string>> = {
  'not-found': 'No server that was asked has a transaction of this hash. It may be on its way, or of another network.',
  'not-validated': 'It is in no validated ledger so far; it may still fail. Ask again in some seconds.',
  failed: 'It failed and delivered nothing; the ledger took its fee only.',
  'not-a-payment': 'It is a transaction of another kind, such as a cheque; only payments are counted.',
  'other-destination': 'It went to another address.',
  'own-conversion': 'It is from this very address: a conversion of its own money.',
  'delivered-unknown': 'The server does not say what was delivered. What was ordered is no proof of it.',
  'other-asset': 'It delivered something else than was asked for.',
  'other-issuer': 'It delivered a token that is only called RLUSD: its issuer is another one.',
  'issuer-unclear':
    'Its payer left the issuer open, and the answer does not tell whose token came: look at the transaction by eye.',
  'no-tag': 'It has no destination tag, so nothing says whose order it is. Ask its payer.',
  'other-tag': 'It has the destination tag of another order.',
  'too-early': 'It was there before the order was placed, so it is not for this one.',
}

/** The same as a sentence. */
export const wordsOf = (reason: TransferReason): string => words[reason]
