const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (from: Uint8Array) => Buffer.from(from).toString()

// A message of a provider's is bytes on the wire, signature headers included: they are changed with the rest.
export type Message = { headers: Record<string, string>; body: Uint8Array }
export const packed = ({ headers, body }: Message) =>
  bytes(
    `${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')}\n${text(body)}`,
  )
export function unpacked(wire: Uint8Array): Message {
  const [head = '', ...body] = text(wire).split('\n\n')
  const pairs = head
    .split('\n')
    .map((line) => [line.split(': ')[0]!.toLowerCase(), line.split(': ').slice(1).join(': ')])
  return { headers: Object.fromEntries(pairs), body: bytes(body.join('\n\n')) }
}
