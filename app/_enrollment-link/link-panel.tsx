import { Messages } from '@/app/_ui/messages'
import { theDesk } from '@/lib/desk'
import { hiddenLink } from './hidden-link'
import { LinkControls } from './link-controls'

/**
 * The person's link: copy it, show it as a QR code, open it, in the language of the journey. The link itself is not in
 * the page: it comes when the agent asks. For pages; a client component takes `LinkControls` and `hiddenLink`.
 */
export function LinkPanel({
  enrollmentId,
  language,
  canOpen = true,
}: {
  enrollmentId: string
  language: 'fr' | 'en'
  /** false: the link is only to be passed on. */
  canOpen?: boolean
}) {
  return (
    <Messages namespaces={['newEnrollment', 'errors']}>
      <LinkControls
        enrollmentId={enrollmentId}
        language={language}
        canOpen={canOpen}
        hidden={hiddenLink(theDesk().settings.ID360_BASE_URL)}
      />
    </Messages>
  )
}
