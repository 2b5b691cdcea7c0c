import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Time } from '@/app/_ui/time'
import type { StaffDetails } from '@/lib/staff/read-staff'
import type { GroupChoices } from '../group-choices'

/** What the desk knows of a person, in words. */
export function IdentityCard({ person, groups }: { person: StaffDetails; groups: GroupChoices['groups'] }) {
  const t = useTranslations('staffAdmin')
  const common = useTranslations('common')
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? id
  const groupNames = (ids: string[]) => ids.map(nameOf).join(', ') || t('person.noGroup')
  const at = (moment: number | null) =>
    moment === null ? <span className="text-ink-faint">{t('person.never')}</span> : <Time at={moment} />
  const factor =
    person.twoFactorSince === null ? (
      <span className="text-ink-faint">
        {t(person.twoFactorNeeded && person.hasPassword ? 'person.twoFactorOwed' : 'person.twoFactorOff')}
      </span>
    ) : (
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone="green" icon={<ShieldCheck size={12} aria-hidden />}>
          {t('twoFactorOn')}
        </Badge>
        <span>
          {t('person.twoFactorSince')} <Time at={person.twoFactorSince} />
        </span>
      </span>
    )
  const lines: [string, ReactNode][] = [
    [t('roles'), person.roles.map((role) => common(`roles.${role}`)).join(', ') || t('person.noRole')],
    [t('groups'), person.groupIds === null ? t('allGroups') : groupNames(person.groupIds)],
    [t('person.language'), common(`languages.${person.language}`)],
    [t('person.created'), <Time key="created" at={person.createdAt} />],
    [t('person.lastSignIn'), at(person.lastSignInAt)],
    person.linked
      ? [t('person.provider'), t('person.linked')]
      : [t('person.passwordChanged'), at(person.passwordChangedAt)],
    [t('person.twoFactor'), factor],
  ]
  if (person.inviteExpiresAt !== null && (person.state === 'invited' || person.state === 'expired')) {
    const label = person.state === 'expired' ? t('person.linkExpired') : t('person.linkExpires')
    lines.push([label, <Time key="expires" at={person.inviteExpiresAt} />])
  }
  return (
    <Card title={t('person.identity')}>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {lines.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-faint">{label}</dt>
            <dd className="min-w-0 break-words max-sm:mb-1">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
