// As much of an assertion library as the suite needs; it has to run in a browser and in a Worker.

export function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (found !== wanted) throw new Error(`expected ${wanted}, found ${found}`)
}

type Facts = { code?: string; outcome?: string; authentic?: boolean }

/** What was thrown; an error of the test itself if nothing was. */
export async function thrown(work: Promise<unknown> | (() => unknown)): Promise<Error & Facts> {
  let value: unknown
  try {
    value = await (typeof work === 'function' ? work() : work)
  } catch (error) {
    return error as Error & Facts
  }
  throw new Error(`expected an error, found ${JSON.stringify(value)}`)
}

export const refusal = async (work: Promise<unknown>) => (await thrown(work)).code

export const utf8 = (text: string) => new TextEncoder().encode(text)
export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
export const fromBase64 = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
export const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export const clockAt = (time: number) => ({ now: () => time, sleep: async () => {} })
