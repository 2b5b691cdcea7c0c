import { documentPages } from '../documents/document-pages'
import { collectedTypes } from '../documents/document-types'
import { toId360Time } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import { findKoCause } from '../ko-causes'
import { type Pdf, pdfText, writePdf } from '../pdf/write-pdf'
import { type Process, stepsOf } from '../processes'
import type { Enrollment } from '../store/enrollment'
import { drawFields, drawHeading, drawTable } from './draw-section'
import { DOCUMENTS, STEPS, VERDICTS } from './slip-words'

const TITLE = 'Attestation de vérification d’identité'
const VERDICT_COLOURS: Partial<Record<string, string>> = { OK: '#1e7e4a', KO: '#b35c00' }

const timeOf = (at: number | null) => (at === null ? null : `${toId360Time(at).slice(0, 19)} UTC`)

type DocumentRow = readonly [name: string, page: string, type: string, hash: string]

async function documentRows(enrollment: Enrollment, process: Process): Promise<DocumentRow[]> {
  const types = collectedTypes(enrollment, stepsOf(process, enrollment.detail.routeId))
  const rows = types.map(async (type) => {
    const pages = await documentPages(enrollment, type)
    return pages.map(
      ({ mediaType, md5 }, index) => [DOCUMENTS[type], String(index + 1), mediaType, md5] as const,
    )
  })
  return (await Promise.all(rows)).flat()
}

function drawVerdict(pdf: Pdf, enrollment: Enrollment, process: Process): void {
  const { status, detail } = enrollment
  const cause = detail.koCause ? findKoCause(detail.koCause)?.label.fr : undefined
  pdf.font('Helvetica-Bold').fontSize(20).fillColor('#24364f').text(TITLE)
  pdf.font('Helvetica').fontSize(11).text(`Dossier n° ${enrollment.id}`).moveDown()
  pdf
    .font('Helvetica-Bold')
    .fontSize(16)
    .fillColor(VERDICT_COLOURS[status] ?? '#111111')
  pdf.text(VERDICTS[status] ?? status)
  if (cause)
    pdf
      .font('Helvetica')
      .fontSize(11)
      .text(`Motif : ${pdfText(cause)}`)
  drawHeading(pdf, 'Dossier')
  drawFields(pdf, [
    ['Référence client', enrollment.clientReference],
    ['Parcours', `${process.name} (version ${process.version})`],
    ['Niveau', process.level],
    ['Code du motif', enrollment.reason],
    ['Création', timeOf(enrollment.createdAt)],
    ['Début', timeOf(enrollment.startedAt)],
    ['Fin', timeOf(enrollment.finishedAt)],
  ])
}

function drawIdentity(pdf: Pdf, enrollment: Enrollment): void {
  const read = documentIdentity(enrollment)
  const { person } = enrollment.detail
  const address = [person.address_line_1, person.address_line_2, person.address_line_3, person.zip_code]
  drawHeading(pdf, 'Identité')
  drawFields(pdf, [
    ['Nom', read.last_name],
    ['Prénom', read.first_name],
    ['Date de naissance', read.birth_date],
    ['Adresse', [...address, person.city, person.country].filter(Boolean).join(', ')],
    ['Courriel', person.email],
    ['Téléphone', person.phone_number],
  ])
}

/**
 * The PDF report ("proof slip") of an enrollment with a verdict: verdict, identity, steps, documents, three pages or
 * more, in French. The same bytes each time.
 */
export async function proofSlip(enrollment: Enrollment, process: Process): Promise<Buffer> {
  const documents = await documentRows(enrollment, process)
  const steps = enrollment.detail.steps.map((step) => [
    STEPS[step.name] ?? step.name,
    timeOf(step.finishedAt) ?? '–',
    step.status,
  ])
  const { consent } = enrollment.detail
  return writePdf(`${TITLE} n° ${enrollment.id}`, enrollment.finishedAt ?? enrollment.createdAt, (pdf) => {
    drawVerdict(pdf, enrollment, process)
    drawIdentity(pdf, enrollment)
    pdf.addPage()
    drawHeading(pdf, 'Étapes')
    drawTable(pdf, ['Étape', 'Fin', 'Résultat'], steps, [150, 60])
    drawHeading(pdf, 'Consentements')
    drawFields(pdf, [
      ['Conditions d’utilisation', consent?.cgu ? 'acceptées' : 'non'],
      ['Données biométriques', consent?.biometry ? 'acceptées' : 'non'],
      ['Date', timeOf(consent?.at ?? null)],
    ])
    pdf.addPage()
    drawHeading(pdf, 'Documents')
    drawTable(pdf, ['Document', 'Page', 'Type', 'Empreinte MD5'], documents, [40, 95, 215])
    drawHeading(pdf, 'À propos de ce document')
    pdf.text(
      'Cette attestation est produite par un bac à sable. Les personnes, les pièces et les contrôles y sont ' +
        'fictifs ; elle n’a aucune valeur juridique et ne prouve aucune identité.',
    )
  })
}
