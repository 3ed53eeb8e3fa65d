import { holdsField } from './canonical.js'

/** What to say of a text that makes a notice with two readings. */
export const folded =
  'must not have & with a name of Alipay’s protocol and = in it: a notice with it could be read in two ways'

/** What is wrong with a text among the members of a request, or undefined. Only the outermost come back in notices. */
export function foldedMember(given: object): string | undefined {
  const found = Object.entries(given).find(([, value]) => typeof value === 'string' && holdsField(value))
  return found && `${found[0]} ${folded}`
}
