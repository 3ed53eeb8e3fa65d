/**
 * What a diagnosis can be. Each but `unknown`, `text-not-kept`, `no-key-fits`, `shared-key` and `told` is proven: by the digest in the signature, or by
 * decrypting.
 */
export type Cause = keyof typeof causes

type Words = readonly [problem: string, next: string]

/** For whoever receives; who sends has another way to the same end. */
export const asItCame = 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.'
export const asItIsSent = 'Write the body once, sign that text, and send that text.'
const sameText = 'Sign the very text that is sent, with the account’s documented order of parts.'

/** In braces stand the facts of the one case. */
export const causes = {
  // nothing, or nothing more
  told: ['{told}', '{advice}'],
  right: ['The signature is right.', 'Look for the cause elsewhere: in what the provider answered.'],
  unknown: [
    '{key} made this signature, with {hash}, but over another text than this one, and none of the known mistakes makes it of this one: something was changed on the way.',
    'Compare with the bytes as they were sent, at each proxy and framework on the way.',
  ],
  'text-not-kept': [
    '{key} made this signature, with {hash}. The message has over 64 kB, so it was not kept with the error, and its text is not looked at.',
    'Compare it with the bytes as they were sent, at each proxy and framework on the way.',
  ],
  'no-key-fits': [
    'None of the keys that are known here made this signature: it is by another key than {expected}, or the signature itself was changed.',
    'Compare {expected} with the provider’s console, for this environment and this merchant. Give explain all accounts that share the address.',
  ],
  'shared-key': [
    'The signature is not the one of these fields under the key that both sides hold. A digest under such a key tells nothing of the text or of the key: either may be another.',
    'Compare the key with the provider’s console, then the fields with those that were sent.',
  ],
  // keys
  'own-key-configured': [
    '{expected} is your own public key, with which the provider signs nothing.',
    'Take the provider’s key: the console shows both beside each other.',
  ],
  'signed-by-own-key': [
    'Your own key ({key}) made this signature: it is a message of your own, of a test perhaps, and not the provider’s.',
    'Let tests sign by the mock gateway’s keys.',
  ],
  'other-account': [
    'The message belongs to another account: {key} of {account} fits it.',
    'Choose the account before receiving: an address for each, or webhookHandler with all accounts.',
  ],
  'other-key': [
    'The message names {expected}, but {key} made the signature.',
    'Put the keys under their own names: both were read from the wrong places, or swapped.',
  ],
  'other-secret': [
    'It was encrypted under {key}, which stands in another place of the account.',
    'Put the keys where they belong: two variables are probably swapped.',
  ],
  'key-name-differs': [
    'The message is genuine: {key} made its signature, but the message names another key.',
    'If all messages name it so, give the key that name in the account; if it is this one alone, the header was changed on the way.',
  ],
  'other-algorithm': [
    'It is signed by another algorithm than the account’s: by RSA in place of SM2 (国密), or the other way.',
    'Take keys and account of the algorithm that the application is registered for; for SM2 give sm of shroff/sm.',
  ],
  // what is encrypted
  'other-recipient': [
    'privateKey does not unwrap it: it is encrypted for another key, or its first part was changed on the way.',
    'Give the provider’s console the public half of this privateKey, for this application; else compare the body with what was sent.',
  ],
  'envelope-damaged': [
    'It is encrypted for privateKey, but what comes out is no text with a signature: its second part was cut off or changed on the way.',
    asItCame,
  ],
  'opened-enough': [
    'In this process so many of the account’s notifications were opened for an explanation that no more are: who learned why each of many does not open could decrypt by asking.',
    'Capture one, and ask shroff doctor, or another process; explain belongs to no handler.',
  ],
  // how it was signed
  'wrong-hash': [
    'The signature is by {key}, but with {hash} in place of {wantedHash}.',
    'Sign with {wantedHash}. Alipay calls SHA-256 RSA2, in its console as 接口加签方式.',
  ],
  'wrong-padding': [
    'The signature is by {key}, but with the padding of RSASSA-PSS in place of PKCS#1 v1.5.',
    'Choose RSASSA-PKCS1-v1_5 with {wantedHash} where it is signed; of SHA-256 a KMS calls it RSASSA_PKCS1_V1_5_SHA_256.',
  ],
  'bare-digest': [
    'The signature is by {key}, but over bare bytes, without the name of a hash: encrypted by the private key, not signed.',
    'Sign with the platform’s own RSA signature with {wantedHash}, over the text itself and not over its digest.',
  ],
  'hashed-once': [
    'The text was hashed once; the digest in lower-case hexadecimal must be signed in its place, and so hashed again.',
    'Sign hex(SHA-256(text)) with SHA256withRSA.',
  ],
  'hashed-twice': [
    'The digest of the text was signed in place of the text.',
    'Hand the text itself to the signature, which hashes it.',
  ],
  'digest-letters': [
    'The digest was written in another case, or as base64, before it was signed.',
    'Write the digest in lower-case hexadecimal.',
  ],
  'signature-rewritten': [
    'The signature is right, but was written anew on the way: {changes}.',
    'Take the header or field as it came, and decode it once.',
  ],
  // the body or a value, changed on the way or before it was signed
  'json-rewritten': ['It was parsed and written again as JSON. The two differ in: {changes}.', asItCame],
  'json-twice': ['The body is a JSON text within a JSON text: it was written as JSON twice.', asItCame],
  'buffer-as-json': ['The body is a Buffer that was written as JSON.', asItCame],
  'base64-body': [
    'The body came as base64, and was not decoded.',
    "Where a platform encodes bodies, pass { headers, body, encoding: 'base64' }.",
  ],
  'html-escaped': ['It was escaped for HTML: {changes}.', 'Take the body before the filter against scripts.'],
  'slashes-added': [
    'It was given backslashes before quotation marks: {changes}.',
    'Take the body before the framework’s addslashes.',
  ],
  'line-end-added': ['A line end or a blank was put behind it: {changes}.', asItCame],
  'line-end-dropped': ['A line end or a blank was taken from its end: {changes}.', asItCame],
  'line-ends-changed': ['Line ends were changed between LF and CR LF: {changes}.', asItCame],
  'bom-added': ['A byte order mark was put in front: {changes}.', asItCame],
  'bom-dropped': ['The byte order mark in front was taken away: {changes}.', asItCame],
  charset: [
    'It was read in one charset and written in another: {changes}.',
    'Read and write UTF-8 everywhere, and hand over bytes, not texts.',
  ],
  'letters-composed': [
    'Letters with accents were composed or decomposed (Unicode normalization): {changes}.',
    asItCame,
  ],
  'encoded-twice': ['It was percent-encoded once more, or not decoded: {changes}.', asItCame],
  'plus-as-space': ['A + became a blank: the form was decoded twice, or a + was not encoded. {changes}.', asItCame],
  'field-added': [
    'Fields were added that nobody signed: {changes}.',
    'Take those of your own address or router away before receiving, or give the provider an address without a query.',
  ],
  'empty-values': [
    'Fields without a value are in one text and not in the other.',
    'Baidu signs them; all others leave them out of what is signed, so send none there.',
  ],
  'sign-type': [
    'The field sign_type is in one text and not in the other.',
    'Requests and service-market notices are signed with sign_type, trade notifications and returns without: receiveNotice and receiveWebhook are for one each.',
  ],
  'other-content': [
    'The signature is right, but the hash that it is over is of another content than this, and none of the known mistakes makes it.',
    'Hash the very content that is sent; where it was received, compare it with what was sent at each proxy on the way.',
  ],
  blanks: [
    'Blanks and line ends were taken out of the text on one side, and not on the other.',
    'YeePay takes them out of its answers before it signs, and leaves its notifications as they are.',
  ],
  // the address
  'query-left-out': [
    'The address was signed with another query, or without one.',
    'Take path and query as they were called. A proxy that drops the query needs notifyPath.',
  ],
  'path-changed': [
    'The address was signed with another path: {changes}.',
    'Take the path as the provider calls it; where a proxy rewrites it, say it by notifyPath.',
  ],
  // time
  clock: [
    'The signature is right, and its time is {seconds} away: the clock that it was signed by, or is read by, is wrong by that.',
    'Set the machines’ time by NTP.',
  ],
  'clock-or-late': [
    'The message is genuine, and was signed {seconds} before this machine’s time: it was held back, comes a second time, or this clock is fast by that.',
    'Compare the machine’s time with NTP; deliver webhooks to receiveWebhook at once, and queue what it returns.',
  ],
  'time-zone': [
    'The signature is right, and its time is {seconds} away, a whole number of hours: a time zone was left out or added.',
    'Give real time: milliseconds since 1970 in UTC. Texts of time are China’s (UTC+8).',
  ],
  'time-unit': [
    'The time was signed in seconds, and stands in milliseconds, or the other way.',
    'Sign the time as it stands in the header.',
  ],
  'time-form': [
    'The time is not in the form that is asked for.',
    'YeePay wants UTC, whole seconds and a Z, such as 2026-03-04T04:00:00Z.',
  ],
  // what merchants sign
  unsigned: [
    'The request has no signature that could be read.',
    'Send it where the provider’s page says, all its parts once.',
  ],
  'body-left-out': ['The text was signed without the body.', sameText],
  'body-added': ['A body was signed, and none is sent.', 'Without a body the text ends with an empty line.'],
  'last-line-missing': [
    'The last line feed is missing from what was signed.',
    'Each line ends in a line feed, the last one too.',
  ],
  'method-changed': ['The method was signed in another case, or another method.', sameText],
  'host-signed': ['The whole address was signed, host included.', 'Sign path and query alone.'],
  'fields-swapped': ['Time and nonce were signed in the other order.', sameText],
  unsorted: [
    'The fields were signed in another order than that of their names’ bytes.',
    'Sort by name, by bytes and not by letters.',
  ],
  'values-encoded': [
    'The values were percent-encoded before they were signed.',
    'Sign the values as they are; encode them for sending.',
  ],
  'values-not-encoded': [
    'Names and values were not percent-encoded as they must be before they are signed or hashed: they were left as they are, or encoded as a form is.',
    'Encode each by RFC 3986: a blank as %20, and all but letters, digits and -._~.',
  ],
  'values-quoted': ['The values were put in quotation marks before they were signed.', 'Sign bare values.'],
  'separator-behind': ['The signed text ends in &.', 'Put & between fields only.'],
  'signature-signed': [
    'The field of the signature was signed along with the others.',
    'Leave sign, rsaSign or signature out.',
  ],
  'method-left-out': ['The text was signed without the method.', sameText],
  'separators-changed': ['What stands between the parts was another when it was signed.', sameText],
  'headers-changed': [
    'The headers were signed in another form, or others than those that are named: {changes}.',
    'A line for each: its name in lower case, a colon, its value without the blanks around it, both percent-encoded; the lines sorted.',
  ],
  'headers-missing': [
    'Not all headers are signed that have to be.',
    'Sign x-yop-appkey, x-yop-request-id and x-yop-content-sha256 at the least; by SM2 x-yop-content-sm3 in its place.',
  ],
  'whole-header': [
    'The scheme, or more of the header, was signed along with its text.',
    'Sign the header’s text behind the scheme, and of YeePay’s only up to the seconds that it holds.',
  ],
  'certificate-left-out': ['The certificate or its number is not in the signed text.', 'Only signature is left out.'],
  'whole-upload': [
    'The whole multipart body was signed.',
    'Of an upload only the JSON part is signed, never the file.',
  ],
  'token-left-out': [
    'The token of the application (app_auth_token) is not in the signed text.',
    'It is signed where it is sent.',
  ],
  'other-fields': [
    'Other fields were signed than the text has: {changes}.',
    'Sign those that the provider’s page names, and no others: of an order at Baidu’s cashier appKey, dealId, totalAmount and tpOrderId.',
  ],
  'nobody-signs': [
    'Nobody signs such a message: a token vouches for who asks, the connection for what is answered.',
    'Look for the cause in what was answered.',
  ],
  'other-serial': [
    'The request names a certificate or key of another number than this account’s.',
    'Name the one whose private key signs.',
  ],
  'other-merchant': [
    'The message names another merchant or application than this account.',
    'Take numbers and keys of one account.',
  ],
  'not-hmac': ['The fields are signed by MD5 in place of HMAC-SHA256.', 'Say sign_type HMAC-SHA256, and sign by it.'],
} as const satisfies Record<string, Words>
