/** What the payer does whose code is scanned. */
export type PayerBehaviour = (typeof payerBehaviours)[number]

export const payerBehaviours = [
  /** Pays at once: a small amount. */
  'pays',
  /** Is asked for a password. The `pay` control types it; without it the order stays open. */
  'types-password',
  /** Has too little money, say. */
  'refuses',
] as const

// The last five digits tell; with any others the payer pays.
const marks = { 'types-password': '10003', refuses: '40004' } as const

/** A fresh code of 18 digits that begins with the provider's two. */
export function newPayerCode(prefix: string, payer: PayerBehaviour): string {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(11)), (byte) => byte % 10).join('')
  return `${prefix}${digits}${payer === 'pays' ? '12345' : marks[payer]}`
}

/** What the payer of this code does. */
export function behaviourOf(code: string): PayerBehaviour {
  if (code.endsWith(marks['types-password'])) return 'types-password'
  return code.endsWith(marks.refuses) ? 'refuses' : 'pays'
}
