import { describe, expect, it } from 'vitest'
import { normaliseForSearch, searchTerms, searchText, searchWords } from './search-terms'

const nobody = { clientReference: null, id360Id: null, lastName: null, firstName: null, email: null }

describe('the words of a search', () => {
  it('forget accents, case, ligatures and apostrophes', () => {
    expect(normaliseForSearch('ŒUVRÉ')).toBe('oeuvre')
    expect(normaliseForSearch('Straße')).toBe('strasse')
    expect(normaliseForSearch('Łukasz Søren Đặng')).toBe('lukasz soren dang')
    expect(normaliseForSearch("L’Été d'Aïcha")).toBe('lete daicha')
    expect(normaliseForSearch('İstanbul')).toBe('istanbul')
  })

  it('are the same whether letters come composed or not', () => {
    expect(searchWords('Noe\u0301mie')).toEqual(searchWords('Noémie'))
  })

  it('stand between anything but letters and digits, each once', () => {
    expect(searchWords('Jean-Pierre  le_goff jean')).toEqual(['jean', 'pierre', 'le', 'goff'])
    expect(searchWords('a.b@example.org')).toEqual(['a', 'b', 'example', 'org'])
    expect(searchWords(' - % ! ')).toEqual([])
  })
})

describe('the terms of an enrollment', () => {
  it('are the beginnings of its words, of 2 to 6 characters, and the words', () => {
    expect(searchTerms({ ...nobody, lastName: 'Lefèvre' })).toEqual([
      'le',
      'lef',
      'lefe',
      'lefev',
      'lefevr',
      'lefevre',
    ])
    expect(searchTerms({ ...nobody, lastName: 'O' })).toEqual(['o'])
  })

  it('stand a second time, apart, for what everybody may search by', () => {
    const terms = searchTerms({ ...nobody, clientReference: 'AB', lastName: 'Ce' })
    expect(terms).toEqual(['ce', 'ab', 'r:ab'])
    expect(searchText({ ...nobody, clientReference: 'AB', lastName: 'Ce' })).toBe(' ce ab r:ab')
  })

  it('cannot be put into the other namespace by what somebody types', () => {
    const terms = searchTerms({ ...nobody, lastName: 'r:secret' })
    expect(terms.filter((term) => term.startsWith('r:'))).toEqual([])
  })
})
