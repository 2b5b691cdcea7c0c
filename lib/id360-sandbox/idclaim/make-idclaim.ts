import type { Process } from '../processes'
import type { Enrollment } from '../store/enrollment'
import type { Authority } from '../trust/authority'
import { timestampToken } from '../trust/timestamp-token'
import { claimFiles } from './claim-files'
import type { DataFile } from './data-file'
import { ASICE_MEDIA_TYPE, type IdclaimForm } from './idclaim-forms'
import { signWithCades } from './sign-with-cades'
import { signWithXades } from './sign-with-xades'
import { storedZip } from './stored-zip'

const TIMESTAMP_DELAY_MS = 1000

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

/**
 * Makes the idclaim of an enrollment: an ASiC-E container (EN 319 162-1) signed by the sandbox's authority, `mimetype`
 * first and stored. B forms are sealed with the P-256 key, T forms with the RSA key. ECDSA is random: make it once.
 */
export async function makeIdclaim(
  enrollment: Enrollment,
  process: Process,
  form: IdclaimForm,
  authority: Authority,
): Promise<Buffer> {
  const signedAt = enrollment.finishedAt ?? enrollment.createdAt
  const files = await claimFiles(enrollment, process)
  const timestamped = form.endsWith('-t')
  const timestampOf = (signature: Uint8Array) =>
    timestampToken(authority.timestamper, signature, signedAt + TIMESTAMP_DELAY_MS)
  const sign = form.startsWith('cades') ? signWithCades : signWithXades
  const seal = timestamped ? authority.rsaSeal : authority.ecSeal
  const signature = await sign(seal, files, signedAt, timestamped ? timestampOf : undefined)
  return storedZip([
    { name: 'mimetype', bytes: Buffer.from(ASICE_MEDIA_TYPE) },
    ...files,
    { name: 'META-INF/manifest.xml', bytes: containerManifest(files) },
    ...signature,
  ])
}
