import { toId360Time } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import type { Process } from '../processes'
import type { Enrollment } from '../store/enrollment'

/** Text as a PDF string of the standard fonts: Latin-1, the rest becomes "?". */
function pdfText(text: string): string {
  const latin = [...text].map((letter) => ((letter.codePointAt(0) ?? 0) < 256 ? letter : '?')).join('')
  return `(${latin.replace(/[\\()]/g, (letter) => `\\${letter}`)})`
}

/** Lays out one A4 page of lines as a PDF 1.4 file. */
function onePagePdf(title: string, lines: readonly string[]): Buffer {
  const content = [
    'BT /F2 18 Tf 56 770 Td',
    `${pdfText(title)} Tj`,
    '/F1 11 Tf 0 -36 Td 18 TL',
    ...lines.map((line) => `${pdfText(line)} Tj T*`),
    'ET',
    'BT 1 0 0 rg /F2 28 Tf 56 60 Td (SANDBOX - SPECIMEN) Tj ET',
  ].join('\n')
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ]
  let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const xref = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** The PDF report of an enrollment with a verdict: small, real, always the same bytes. */
export function proofSlip(enrollment: Enrollment, process: Process): Buffer {
  const read = documentIdentity(enrollment)
  return onePagePdf('ID360 - Attestation de preuve', [
    `Dossier : ${enrollment.id}`,
    `Référence client : ${enrollment.clientReference ?? '-'}`,
    `Parcours : ${process.name}`,
    `Verdict : ${enrollment.status}${enrollment.reason ? ` (${enrollment.reason})` : ''}`,
    `Nom : ${read.last_name}`,
    `Prénom : ${read.first_name}`,
    `Date de naissance : ${read.birth_date}`,
    `Création : ${toId360Time(enrollment.createdAt)} UTC`,
    `Fin : ${enrollment.finishedAt === null ? '-' : toId360Time(enrollment.finishedAt)} UTC`,
    '',
    'Document fictif, sans aucune valeur.',
  ])
}
