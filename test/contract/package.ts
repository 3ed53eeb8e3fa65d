import { describe, expect, it } from 'vitest'
import type { Subject } from './subject.js'

/** The actions of the vocabulary, written out. */
const vocabulary = [
  'createPayment',
  'getPayment',
  'awaitPayment',
  'settlePayment',
  'closePayment',
  'cancelPayment',
  'refundPayment',
  'getRefund',
  'downloadStatement',
  'receiveWebhook',
  'acknowledge',
  'ready',
  'check',
  'callProvider',
]

/** What a provider cannot do it does not export. */
export function keepsItsExports({ provider, entry, lacks }: Pick<Subject, 'provider' | 'entry' | 'lacks'>): void {
  describe('the entry', () => {
    it('exports the account and every action of the vocabulary but those that it lacks', () => {
      expect(typeof entry[provider]).toBe('function')
      expect(vocabulary.filter((name) => typeof entry[name] !== 'function')).toEqual(lacks)
    })

    it('has no default, and nothing that is there only to say that it is not', () => {
      expect(Object.entries(entry).filter(([name, value]) => name === 'default' || value == null)).toEqual([])
    })
  })
}
