import type { Process } from '../processes'
import type { Enrollment } from '../store/enrollment'
import { type Authority, certificateBytes } from '../trust/authority'
import { ocspResponse } from '../trust/ocsp-response'
import type { SignatureAdditions } from '../trust/signature-additions'
import { timestampToken } from '../trust/timestamp-token'
import { claimFiles } from './claim-files'
import type { DataFile } from './data-file'
import { ASICE_MEDIA_TYPE, type IdclaimForm } from './idclaim-forms'
import { signWithCades } from './sign-with-cades'
import { signWithXades } from './sign-with-xades'
import { storedZip } from './stored-zip'

const TIMESTAMP_DELAY_MS = 1000
const OCSP_DELAY_MS = 2000

function containerManifest(files: readonly DataFile[]): Buffer {
  const entries = files.map(
    ({ name, mediaType }) =>
      `  <manifest:file-entry manifest:full-path="${name}" manifest:media-type="${mediaType}"/>\n`,
  )
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
  <manifest:file-entry manifest:full-path="/" manifest:media-type="${ASICE_MEDIA_TYPE}"/>
${entries.join('')}</manifest:manifest>
`)
}

/** The additions of a form; the seals and the time-stamper are vouched for together. */
async function additionsOf(
  form: IdclaimForm,
  { root, ecSeal, rsaSeal, timestamper }: Authority,
  signedAt: number,
): Promise<SignatureAdditions> {
  if (form.endsWith('-b')) return {}
  const timestampOf = (bytes: Uint8Array) => timestampToken(timestamper, bytes, signedAt + TIMESTAMP_DELAY_MS)
  if (form.endsWith('-t')) return { timestampOf }
  const ocsp = await ocspResponse(root, [ecSeal, rsaSeal, timestamper], signedAt + OCSP_DELAY_MS)
  return { timestampOf, validation: { root: certificateBytes(root), ocsp } }
}

/**
 * Makes the idclaim of an enrollment: an ASiC-E container (EN 319 162-1) signed by the sandbox's authority, `mimetype`
 * first and stored. B forms are sealed with the P-256 key, the others with the RSA key. ECDSA is random: make it once.
 */
export async function makeIdclaim(
  enrollment: Enrollment,
  process: Process,
  form: IdclaimForm,
  authority: Authority,
): Promise<Buffer> {
  const signedAt = enrollment.finishedAt ?? enrollment.createdAt
  const files = await claimFiles(enrollment, process)
  const sign = form.startsWith('cades') ? signWithCades : signWithXades
  const seal = form.endsWith('-b') ? authority.ecSeal : authority.rsaSeal
  const signature = await sign(seal, files, signedAt, await additionsOf(form, authority, signedAt))
  return storedZip([
    { name: 'mimetype', bytes: Buffer.from(ASICE_MEDIA_TYPE) },
    ...files,
    { name: 'META-INF/manifest.xml', bytes: containerManifest(files) },
    ...signature,
  ])
}
