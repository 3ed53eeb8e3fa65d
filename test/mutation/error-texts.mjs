// An ignore plugin for Stryker: words for a person. A test that fixed them would only repeat them.
// Ignored are texts with a blank in them, inside the arguments of a call that makes an error. Codes, outcomes, names of
// fields and addresses have no blank, so they are mutated; so is a text that calculates, such as one that cuts what it quotes.

const errorMakers = new Set([
  'ShroffError',
  'Error',
  'SyntaxError',
  'RangeError',
  'configError',
  'refuse',
  'refuseAlgorithm',
  'refusePrivate',
  'unreadable',
  // local to a file
  'check',
  'fail',
  'failed',
  'unknown',
])

const isWords = ({ node }) =>
  node.type === 'StringLiteral'
    ? node.value.includes(' ')
    : node.type === 'TemplateLiteral' &&
      node.quasis.some(({ value }) => value.raw.includes(' ')) &&
      node.expressions.every(({ type }) => type === 'Identifier' || type === 'MemberExpression')

const makesError = ({ node }) =>
  (node.type === 'CallExpression' || node.type === 'NewExpression') && errorMakers.has(node.callee.name)

// What `declareValuePlugin` of @stryker-mutator/api would return, which cannot be resolved from here.
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'error-texts',
    value: {
      shouldIgnore: (path) => (isWords(path) && path.findParent(makesError) ? 'words for a person' : undefined),
    },
  },
]
