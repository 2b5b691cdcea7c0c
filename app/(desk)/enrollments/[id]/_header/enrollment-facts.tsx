import { useTranslations } from 'next-intl'
import { CopyButton } from '@/app/_ui/copy-button'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { Fact, Unknown } from './fact'
import { PersonalFacts } from './personal-facts'

/** What the desk knows of the file besides its status: ids to copy, who and what for, contact, times. */
export function EnrollmentFacts({
  enrollment,
  revealMinutes,
}: {
  enrollment: EnrollmentView
  /** For how long what is masked is shown to who asks. */
  revealMinutes: number
}) {
  const t = useTranslations('enrollment.facts')
  const common = useTranslations('common')
  const { person, erasedAt } = enrollment
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4 rail:grid-cols-4">
      <Fact name={t('reference')}>
        {enrollment.clientReference === null ? (
          <Unknown>{common('none')}</Unknown>
        ) : (
          <Copied text={enrollment.clientReference} label={t('copyReference')} />
        )}
      </Fact>
      <Fact name={t('deskId')}>
        <Copied text={enrollment.id} label={t('copyDeskId')} shown={shortened(enrollment.id)} />
      </Fact>
      <Fact name={t('id360Id')}>
        {enrollment.id360Id === null ? (
          <Unknown>{t('notKnownYet')}</Unknown>
        ) : (
          <Copied text={enrollment.id360Id} label={t('copyId360Id')} />
        )}
      </Fact>
      <Fact name={t('process')}>{enrollment.process.name}</Fact>
      <Fact name={t('group')}>{enrollment.group?.name ?? <Unknown>{common('noGroup')}</Unknown>}</Fact>
      <Fact name={t('language')}>{common(`languages.${enrollment.language}`)}</Fact>
      <Fact name={t('created')}>
        {t.rich('createdBy', {
          name: enrollment.createdBy.name,
          at: () => <Time at={enrollment.createdAt} />,
        })}
      </Fact>
      {enrollment.startedAt !== null && (
        <Fact name={t('started')}>
          <Time at={enrollment.startedAt} />
        </Fact>
      )}
      {enrollment.finishedAt !== null && (
        <Fact name={t('finished')}>
          <Time at={enrollment.finishedAt} />
        </Fact>
      )}
      <Fact name={t('lastNews')}>
        <Time at={enrollment.lastNewsAt} relative />
      </Fact>
      {enrollment.reason !== null && (
        <Fact name={t('reason')}>
          <Mono>{enrollment.reason}</Mono>
        </Fact>
      )}
      {person && erasedAt === null && (
        <PersonalFacts
          enrollmentId={enrollment.id}
          person={person}
          revealed={enrollment.revealed}
          minutes={revealMinutes}
        />
      )}
      {erasedAt !== null && (
        <Fact name={t('personal')}>
          {t.rich('erasedOn', { at: () => <Time at={erasedAt} precision="day" /> })}
        </Fact>
      )}
    </dl>
  )
}

function Copied({ text, label, shown = text }: { text: string; label: string; shown?: string }) {
  return (
    <span className="-my-1 inline-flex max-w-full items-center gap-1">
      <Mono>
        <span title={shown === text ? undefined : text} className="print:hidden">
          {shown}
        </span>
        <span className="hidden print:inline">{text}</span>
      </Mono>
      <span data-print="hide">
        <CopyButton iconOnly text={text} label={label} />
      </span>
    </span>
  )
}

/** A UUIDv7 begins with its time: the end tells two of a day apart. */
const shortened = (id: string) => (id.length > 20 ? `${id.slice(0, 6)}…${id.slice(-6)}` : id)
