import type { ParameterSchema } from '../../src/core/standard.js'

// What a schema says of values that no provider takes: its own words for its limits.

const bad: readonly unknown[] = [
  '',
  'x'.repeat(9000),
  '\u0001',
  `https://shop.example/${'x'.repeat(9000)}`,
  'https://shop.example/?x=1',
  'https://shop.example/#x',
  'https://shop.example/é',
  -1,
  2 ** 60,
  { currency: 'CNY', value: -1 },
  { currency: 'CNY', value: 2 ** 60 },
]

/**
 * The limits of one member, as the schema words them.
 *
 * @param path as {@link Member} has it
 * @param base what chooses the variant, such as `{ channel: 'qr' }`
 */
export function limitsOf(schema: ParameterSchema<unknown>, path: string, base: object): readonly string[] {
  const steps = path.split('.')
  const messages = bad.flatMap((value) => {
    const [first, ...rest] = steps.map((step) => step.replace('[]', ''))
    const wrapped = steps.reduceRight<unknown>((inner, step, index) => {
      const content = index === steps.length - 1 ? value : { [steps[index + 1]!.replace('[]', '')]: inner }
      return step.endsWith('[]') ? [content] : content
    }, value)
    const { issues = [] } = schema['~standard'].validate({ ...base, [first!]: wrapped })
    const wanted = [first, ...rest].join('.')
    return issues
      .filter((issue) =>
        [wanted, `${wanted}.value`].includes(issue.path.filter((step) => !/^\d+$/.test(step)).join('.')),
      )
      .map(({ message }) => message)
  })
  return [...new Set(messages)].filter((message) => !saysType.test(message)).map(shorten)
}

/** What the type says already, and what concerns all texts alike. */
const saysType =
  /^must be (given|one of|true)|^must be an? (string|number|boolean|object|array|Date|'|amount)|came$|control characters|^is not a parameter|^value /

const shorten = (message: string) =>
  message
    .replace(/^must be (an? (?=integer number))?/, '')
    .replace(/^must (not have|have no)( an?)? /, 'no ')
    .replace(/; amount\(.*$|; percent-encode.*$|, such as .*$/, '')
