import { describe, expect, it } from 'vitest'
import * as english from '@/lib/i18n/messages/en'
import * as french from '@/lib/i18n/messages/fr'
import { STEPS } from './known-names'
import { labelStep } from './label-step'
import { pickWords } from './words/pick-words'

it.each([
  ['fake_photo_id', 'Détection de photo falsifiée', 'Forged photo detection'],
  ['liveness$1', 'Preuve de vie n° 2', 'Liveness check no. 2'],
  ['retina_scan$3', 'retina_scan$3', 'retina_scan$3'],
  ['odd\u001b[31m\u202ename', 'odd [31m name', 'odd [31m name'],
])('the step %s has one name in each language', (name, inFrench, inEnglish) => {
  expect(labelStep(name, pickWords('fr'))).toBe(inFrench)
  expect(labelStep(name, pickWords('en'))).toBe(inEnglish)
})

describe.each([
  ['fr', french],
  ['en', english],
] as const)('the timeline in %s', (language, { enrollment }) => {
  const sentences: Record<string, { passed: string; failed: string }> = enrollment.timeline.step

  /** The face and the details are told as sentences that do not name their step. */
  const named = [
    'fake_photo_id',
    'phone_detection',
    'liveness',
    'id_document',
    'id_document_mandate',
    'digital_identity',
  ]
  it.each(named)('names the step %s as the report does', (name) => {
    const label = labelStep(name, pickWords(language))
    expect(sentences[name]?.passed.slice(0, label.length)).toBe(label)
    expect(sentences[name]?.failed.slice(0, label.length)).toBe(label)
  })

  it('has no sentence about a step that the report has no name for', () => {
    for (const name of Object.keys(sentences)) expect(STEPS).toContain(name)
  })
})
