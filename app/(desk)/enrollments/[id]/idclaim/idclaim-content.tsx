import { getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { Note } from '@/app/_ui/note'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { checkIdclaim } from '@/lib/evidence/check-idclaim'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { readEvidenceVersions } from '@/lib/evidence/read-evidence-versions'
import { EvidenceAbsent } from '../_keeping/evidence-absent'
import { readEnrollmentPage } from '../read-enrollment-page'
import { AskAgain } from './ask-again'
import { CheckedContainer } from './checked-container'
import { IdclaimVersions } from './idclaim-versions'
import { UncheckedIdclaim } from './unchecked-idclaim'

type Asked = {
  enrollmentId: string
  /** One of the captures that are kept, as the address says; the current one where it names none. */
  version: string | null
}

/** The idclaim and what its check found, or why there is none to check. */
export async function IdclaimContent({ enrollmentId, version }: Asked) {
  const { ctx, enrollment } = await readEnrollmentPage(enrollmentId)
  const kept = await readKept(ctx, enrollmentId)
  const asked = kept.versions.find(({ id }) => id === version) ?? kept.versions[0]
  if (!asked) {
    const { makesIdclaim } = enrollment.process
    return <EvidenceAbsent view={kept.view} kind="idclaim" makesIdclaim={makesIdclaim} />
  }
  const checked =
    asked.state === 'sound'
      ? await orPageError(checkIdclaim(ctx, { evidenceId: asked.id }).catch(damaged))
      : null
  // The check may just have found the file damaged: what the desk does about it is read anew.
  const { view, versions } = checked === 'damaged' ? await readKept(ctx, enrollmentId) : kept
  const item = versions.find(({ id }) => id === asked.id) ?? asked
  const list = <IdclaimVersions enrollmentId={enrollmentId} versions={versions} shownId={item.id} />
  const again = <AskAgain view={view} />
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {item.superseded && <EarlierNote />}
      {checked === null || checked === 'damaged' ? (
        <UncheckedIdclaim item={item} view={view} versions={list} again={again} />
      ) : (
        <CheckedContainer checked={checked} versions={list} again={again} />
      )}
    </div>
  )
}

async function EarlierNote() {
  const t = await getTranslations('idclaim.versions')
  return <Note tone="amber">{t('earlier')}</Note>
}

async function readKept(ctx: Context, enrollmentId: string) {
  const [view, versions] = await orPageError(
    Promise.all([
      readEvidence(ctx, { enrollmentId }),
      readEvidenceVersions(ctx, { enrollmentId, kind: 'idclaim' }),
    ]),
  )
  return { view, versions }
}

/** Kept bytes that are no longer what was captured are news for the reader, not a broken page. */
function damaged(error: unknown): 'damaged' {
  if (error instanceof DeskError && error.code === 'DAMAGED') return 'damaged'
  throw error
}
