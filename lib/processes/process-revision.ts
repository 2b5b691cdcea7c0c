import { createHash } from 'node:crypto'
import type { ProcessFields } from './process-input'

/** The fields that can be changed, of a row, in one order. */
export function changeableFields(row: ProcessFields): ProcessFields {
  const { name, id360Uuid, environment, byLink, assisted, makesIdclaim, asksSelfie } = row
  const { defaultLanguage, defaultGroupId, browserCallbackUrl, notifyOn } = row
  return {
    name,
    id360Uuid,
    environment,
    byLink,
    assisted,
    makesIdclaim,
    asksSelfie,
    defaultLanguage,
    defaultGroupId,
    browserCallbackUrl,
    notifyOn,
  }
}

/** What a form is told, and tells back: which version of the process it was filled from. 16 hexadecimal digits. */
export function processRevision(row: ProcessFields): string {
  return createHash('sha256')
    .update(JSON.stringify(changeableFields(row)))
    .digest('hex')
    .slice(0, 16)
}
