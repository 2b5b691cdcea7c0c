import { describe, expect, it } from 'vitest'
import { summarizeReport } from './report-summary'

describe('the summary of a report', () => {
  it('lists each status code once, with the place that gives it', () => {
    const invalid = { code: 'VLD_DOCUMENT_INVALID', message: 'The document is not valid' }
    const { codes } = summarizeReport({
      status: 'KO',
      status_codes: [invalid],
      all_status_codes: [
        { status_code: invalid, where: 'fake_photo_id' },
        { status_code: { code: 'XQZ_NOT_DOCUMENTED', message: '' }, where: 'validator' },
      ],
    })
    expect(codes).toEqual([
      { code: 'VLD_DOCUMENT_INVALID', text: 'The document is not valid', where: 'fake_photo_id' },
      { code: 'XQZ_NOT_DOCUMENTED', text: null, where: 'validator' },
    ])
  })

  it('reads the spelling all_status_code and bare codes as well', () => {
    expect(summarizeReport({ all_status_code: ['ERL_TIMEOUT'] }).codes).toEqual([
      { code: 'ERL_TIMEOUT', text: null, where: null },
    ])
  })

  it('leaves out what is odd or missing instead of failing', () => {
    const nothing = { status: null, identity: null, codes: [], documents: [], steps: [] }
    expect(summarizeReport(null)).toEqual(nothing)
    expect(summarizeReport({ status: {}, identity: 'none', all_status_codes: [null, {}] })).toEqual(nothing)
  })

  it('reads the first names as a list or as one text', () => {
    expect(summarizeReport({ identity: { first_names: ['Camille', 'Noé'] } }).identity?.firstNames).toBe(
      'Camille Noé',
    )
    expect(summarizeReport({ identity: { first_name: 'Camille' } }).identity?.firstNames).toBe('Camille')
  })
})
