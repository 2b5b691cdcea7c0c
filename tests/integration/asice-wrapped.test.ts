import { expect, it } from 'vitest'
import { checkContainer } from '@/lib/asice/check-container'
import type { ContainerReport } from '@/lib/asice/container-report'
import { makeCertificate } from '@/tests/fixtures/asice/make-certificate'
import {
  goodOcsp,
  makeTrustWorld,
  makeXadesEntries,
  packContainer,
  SAMPLE_FILES,
} from '@/tests/fixtures/asice/make-container'
import { seededRandom } from '@/tests/fixtures/asice/random'

// Signature wrapping at random: elements of a sound signature file are moved, doubled, hidden and taken away, and their
// ids exchanged. Whatever still passes must say of the signature what the signer signed.

const REARRANGEMENTS = 400

const world = makeTrustWorld()
const anchors = [world.root.certificate]
const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
const random = seededRandom(0xa51ce)
const [entry] = makeXadesEntries({ signer, chain: [world.authority], ocsp: [goodOcsp(world, signer)] })
const name = 'META-INF/signatures0.xml'
const original = Buffer.from(entry?.bytes ?? []).toString()

type Place = { start: number; inside: number; end: number }

/** Where each element lies in the text. */
function elements(xml: string): Place[] {
  const found: Place[] = []
  const open: Place[] = []
  for (const tag of xml.matchAll(/<(\/?)[\w:]+[^>]*?(\/?)>/g)) {
    const end = tag.index + tag[0].length
    if (tag[1] === '/') {
      const place = open.pop()
      if (place !== undefined) found.push({ ...place, end })
    } else if (tag[2] === '/') found.push({ start: tag.index, inside: tag.index, end })
    else open.push({ start: tag.index, inside: end, end })
  }
  return found
}

const oneOf = <Item>(items: Item[]): Item | undefined => items[random(items.length)]

function rearranged(xml: string): string {
  const one = oneOf(elements(xml))
  const other = oneOf(elements(xml))
  if (one === undefined || other === undefined) return xml
  const piece = xml.slice(one.start, one.end)
  const without = xml.slice(0, one.start) + xml.slice(one.end)
  const into = (text: string, at: number) => text.slice(0, at) + piece + text.slice(at)
  switch (random(6)) {
    case 0:
      return without
    case 1:
      return into(xml, other.inside)
    case 2:
      return into(xml, one.end)
    case 3:
      return `${xml.slice(0, one.start)}<w:w xmlns:w="urn:w">${piece}</w:w>${xml.slice(one.end)}`
    case 4:
      return `${xml.slice(0, one.start)}<?app note?>${xml.slice(one.start)}`
    default: {
      const values = [...xml.matchAll(/(?<= (?:Id|URI|Target|ObjectReference)=")[^"]*/g)]
      const [to, from] = [oneOf(values), oneOf(values)]
      if (to === undefined || from === undefined) return xml
      return xml.slice(0, to.index) + from[0] + xml.slice(to.index + to[0].length)
    }
  }
}

const check = (xml: string) =>
  checkContainer(packContainer(SAMPLE_FILES, [{ name, bytes: Buffer.from(xml) }]), { anchors })

/** What a reader would rely on. */
const claims = ({ signatures }: ContainerReport) =>
  signatures.map(({ signer: by, time, coverage, chain }) => [
    by?.sha256,
    time.claimed,
    coverage,
    chain.length,
  ])

it('elements moved, doubled, hidden or exchanged never change what a passing signature says', async () => {
  const sound = await check(original)
  expect(sound.container.indication).toBe('TOTAL_PASSED')
  const unnoticed: string[] = []
  let noticed = 0
  for (let count = 0; count < REARRANGEMENTS; count += 1) {
    let xml = original
    for (let left = 1 + random(3); left > 0; left -= 1) xml = rearranged(xml)
    const report = await check(xml)
    if (report.container.indication !== 'TOTAL_PASSED') noticed += 1
    else if (JSON.stringify(claims(report)) !== JSON.stringify(claims(sound))) unnoticed.push(xml)
    expect(JSON.stringify(report)).not.toContain('CHECK_CRASHED')
  }
  expect(unnoticed).toEqual([])
  expect(noticed).toBeGreaterThan(REARRANGEMENTS / 2)
}, 60_000)
