import { createHash } from 'node:crypto'
import { toId360Time } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import type { Process } from '../processes'
import type { Enrollment } from '../store/enrollment'
import { storedZip } from './stored-zip'

export const ASICE_MEDIA_TYPE = 'application/vnd.etsi.asic-e+zip'

/**
 * The idclaim of an enrollment: an ASiC-E shaped container (mimetype first and stored, META-INF, one data file).
 * Its manifest has the true digest of the data, but nothing is signed yet: a checker must say NO_SIGNATURE_FOUND.
 */
export function idclaim(enrollment: Enrollment, process: Process): Buffer {
  const claim = {
    id: enrollment.id,
    process: process.uuid,
    identity: documentIdentity(enrollment),
    authenticators: { phone_number: enrollment.detail.idclaimPhone },
    issued_at: enrollment.finishedAt === null ? null : toId360Time(enrollment.finishedAt),
  }
  const data = Buffer.from(JSON.stringify(claim, null, 2))
  const digest = createHash('sha256').update(data).digest('base64')
  const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
  <manifest:file-entry manifest:full-path="/" manifest:media-type="${ASICE_MEDIA_TYPE}"/>
  <manifest:file-entry manifest:full-path="idclaim.json" manifest:media-type="application/json"/>
</manifest:manifest>
`
  const asicManifest = `<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:DataObjectReference URI="idclaim.json" MimeType="application/json">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <ds:DigestValue>${digest}</ds:DigestValue>
  </asic:DataObjectReference>
</asic:ASiCManifest>
`
  return storedZip([
    { name: 'mimetype', bytes: Buffer.from(ASICE_MEDIA_TYPE) },
    { name: 'META-INF/manifest.xml', bytes: Buffer.from(manifest) },
    { name: 'META-INF/ASiCManifest.xml', bytes: Buffer.from(asicManifest) },
    { name: 'idclaim.json', bytes: data },
  ])
}
