/** What an account takes as the address of a provider, and what it must not: the request carries a signature, and more. */
export const goodHosts = [
  'https://a.example',
  'https://a.example:8443',
  'http://127.0.0.1',
  'http://127.0.0.1:8080',
  'http://127.8.9.1:8080',
  'http://localhost:8080',
  'http://[::1]:8080',
]

export const badHosts = [
  ['no text', 5],
  ['nothing', ''],
  // Of an address without a name the URL parser takes the first folder of the path for it: signed requests would go to `v3`.
  ['no name', 'https://'],
  ['a port and no name', 'https://:8443'],
  ['a name that is none', 'https://[::1'],
  ['no protocol', 'a.example'],
  ['a path', 'https://a.example/v3'],
  ['a path by a backslash', 'https://a.example\\v3'],
  ['a slash', 'https://a.example/'],
  ['a query', 'https://a.example?x'],
  ['a fragment', 'https://a.example#x'],
  ['a user', 'https://a.example@evil.example'],
  ['a blank', 'https://a .example'],
  ['a line feed', 'https://a.example\n'],
  ['something before it', 'xhttps://a.example'],
  ['another protocol', 'ftp://a.example'],
  ['plain http elsewhere', 'http://a.example'],
  ['plain http to a name that begins like this machine', 'http://localhost.evil.example'],
  ['plain http to an address that begins like this machine', 'http://127.0.0.1.evil.example'],
  ['plain http to a user on this machine', 'http://localhost:80@evil.example'],
  ['a path on this machine', 'http://localhost:8080/'],
  ['something before this machine', 'xhttp://localhost'],
  ['a port that is none', 'http://localhost:'],
  ['a port that is none elsewhere', 'https://a.example:'],
] as const
