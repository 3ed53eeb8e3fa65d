import { configError } from '../core/errors.js'

/** @throws `CONFIG_INVALID` where a database's handle lacks the function that the store calls. */
export function mustHave(maker: string, handle: string, value: unknown, name: string): void {
  if (typeof (value as Record<string, unknown> | null | undefined)?.[name] !== 'function')
    throw configError(`${maker}: ${handle} must have the function ${name}.`)
}
