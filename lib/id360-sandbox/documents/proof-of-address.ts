import { documentIdentity } from '../journey/document-identity'
import { pdfText, writePdf } from '../pdf/write-pdf'
import type { Enrollment } from '../store/enrollment'

/** An invoice of a fictional energy supplier, in the name and at the address of the enrollment; one page, PDF. */
export function proofOfAddress(enrollment: Enrollment): Promise<Buffer> {
  const { person } = enrollment.detail
  const read = documentIdentity(enrollment)
  const address = [
    `${read.first_name} ${read.last_name}`,
    person.address_line_1 ?? '1 rue de l’Exemple',
    person.address_line_2,
    person.address_line_3,
    `${person.zip_code ?? '99999'} ${person.city ?? 'Fiction'}`,
    person.country,
  ].filter((line) => line !== undefined)
  return writePdf('Justificatif de domicile (spécimen)', enrollment.createdAt, (pdf) => {
    pdf.font('Helvetica-Bold').fontSize(20).text('Énergie de l’Exemple')
    pdf.font('Helvetica').fontSize(10).text('Fournisseur fictif · Fictional supplier').moveDown(2)
    pdf
      .fontSize(12)
      .text(pdfText(address.join('\n')), { align: 'right' })
      .moveDown(2)
    pdf.font('Helvetica-Bold').fontSize(14).text(`Facture n° F-${enrollment.id}`).moveDown()
    pdf.font('Helvetica').fontSize(11)
    pdf.text('Électricité, période du 1er au 31 octobre : 42,00 €')
    pdf.text('Adresse de consommation : celle du destinataire.').moveDown()
    pdf.text('Cette facture est un exemple : elle n’établit aucun domicile.')
    pdf.save().rotate(-30, { origin: [300, 520] })
    pdf
      .font('Helvetica-Bold')
      .fontSize(80)
      .fillColor('#b03a2e', 0.25)
      .text('SPECIMEN', 90, 500, { lineBreak: false })
    pdf.restore()
  })
}
