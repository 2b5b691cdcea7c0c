import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskEmail, maskPhone } from './mask-contact'

describe('an e-mail address', () => {
  it.each([
    ['camille.exemple@example.org', 'c…@example.org'],
    ['  camille@example.org ', 'c…@example.org'],
    ['ab@example.org', '…@example.org'],
    ['a@example.org', '…@example.org'],
    ['abc@example.org', 'a…@example.org'],
    ['"odd@name"@example.org', '"…@example.org'],
    ['élodie@exämple.example', 'é…@exämple.example'],
    ['jose@xn--exmple-cua.example', 'j…@xn--exmple-cua.example'],
    ['用户名@例子.example', '用…@例子.example'],
    ['👩‍👩‍👧ab@example.org', '👩‍👩‍👧…@example.org'],
    ['👩‍👩‍👧@example.org', '…@example.org'],
    ['@example.org', '…'],
    ['no address', '…'],
    ['', null],
    ['   ', null],
    [null, null],
  ])('%s is shown as %s', (email, shown) => {
    expect(maskEmail(email)).toBe(shown)
  })

  it('never tells more than the first character before the @', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.]{1,20}$/), (name) => {
        const shown = maskEmail(`${name}@example.org`) ?? ''
        expect(shown.replace('@example.org', '').replace('…', '').length).toBeLessThanOrEqual(1)
        expect(shown).not.toContain(`${name}@`)
      }),
    )
  })
})

describe('a telephone number', () => {
  it.each([
    ['+33639981234', '… 34'],
    ['+33 1 99 00 42 17', '… 17'],
    ['12345', '…'],
    ['7', '…'],
    ['++', null],
    ['', null],
    [null, null],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })
})
