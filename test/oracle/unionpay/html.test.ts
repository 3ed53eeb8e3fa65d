import { describe, expect, it } from 'vitest'
import { examineHtml } from './html.js'

// §3: the page that sends a front transaction by itself.

const page = { url: 'https://gateway.95516.com/a?b=1&c=2', fields: { orderDesc: `a "b" > 'c' & 茶`, txnAmt: '1' } }
const right =
  '<!doctype html><form action="https://gateway.95516.com/a?b=1&amp;c=2" method="POST" id="f">' +
  '<input type="hidden" name="orderDesc" value="a &quot;b&quot; > &#39;c&#39; &amp; 茶"/>' +
  '<input name="txnAmt" value="1" type="hidden"><input type="submit" value="Pay"></form>'
const judge = (html: string) => {
  const found: string[] = []
  examineHtml(html, page, (violation) => found.push(violation))
  return found.join(' ')
}

it('a page that is as it should be', () => expect(judge(right)).toBe(''))

describe('is noticed', () => {
  it.each([
    ['by GET', 'no form', right.replace('POST', 'GET')],
    ['to another address', 'no form', right.replace('95516', '95517')],
    ['two forms', 'more than one', `${right}<form></form>`],
    ['another value', 'has 2 for txnAmt', right.replace('value="1"', 'value="2"')],
    ['a field that is shown', 'not one input', right.replace('type="hidden" ', '')],
    ['a field more', 'not one input', `${right}<input type="hidden" name="x" value="">`],
    ['a quotation mark as it is', 'for orderDesc', right.replace('&quot;b', '"b')],
    ['an escape twice', 'for orderDesc', right.replace('&amp; 茶', '&amp;amp; 茶')],
  ])('%s', (_, problem, html) => expect(judge(html)).toContain(problem))
})
