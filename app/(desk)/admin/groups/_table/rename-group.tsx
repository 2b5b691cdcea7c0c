'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { useCall } from '../../processes/_call/use-call'
import { renameGroupAction } from './group-actions'
import { GroupNameForm } from './group-name-form'

/** The name of a group as a form: Enter saves, Escape leaves it as it was. */
export function RenameGroup({ id, name, onLeave }: { id: string; name: string; onLeave: () => void }) {
  const t = useTranslations('groups')
  const common = useTranslations('common')
  const router = useRouter()
  const { call, pending, failure, setFailure } = useCall()
  return (
    <GroupNameForm
      label={t('newName', { name })}
      defaultName={name}
      inCell
      failure={failure}
      onInput={() => setFailure(null)}
      onEscape={onLeave}
      onName={(typed) =>
        call<unknown>(
          () => renameGroupAction({ groupId: id, from: name, name: typed }),
          () => {
            if (typed.trim() !== name) toast(t('renamed', { name: typed.trim() }))
            router.refresh()
            onLeave()
          },
        )
      }
    >
      <Button type="submit" pending={pending}>
        {common('save')}
      </Button>
      <Button variant="ghost" onClick={onLeave}>
        {common('cancel')}
      </Button>
    </GroupNameForm>
  )
}
