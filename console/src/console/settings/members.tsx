import { Button, Select } from '@arco-design/web-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listMembers, type Member } from '../api/settings';
import { useWords } from '../i18n/language';
import { useApp, useHere, useIsAdmin } from '../session/session';
import { Confirm } from '../ui/confirm';
import { Failure, Skeleton } from '../ui/states';
import { When } from '../ui/when';
import { AddMember } from './add-member';
import { useMemberChanges } from './use-member-changes';

export const MEMBER_ROLES = ['agent', 'admin'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Only an admin may see who else is there. */
export function Members() {
  return useIsAdmin() ? <Team /> : null;
}

function Team() {
  const words = useWords();
  const { settings } = words;
  const app = useApp();
  const [leaving, setLeaving] = useState<string>();
  const changes = useMemberChanges();
  const members = useQuery({ queryKey: ['members', app], queryFn: () => listMembers(app) });
  if (members.isPending) return <Skeleton lines={4} label={words.loading} />;
  if (members.isError) return <Failure error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <>
      <table className="members">
        <thead>
          <tr>
            <th scope="col">{settings.memberName}</th>
            <th scope="col">{settings.memberRole}</th>
            <th scope="col">{settings.memberSince}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {members.data.map((member) => (
            <Row
              key={member.name}
              member={member}
              onRole={(role) => changes.put.mutate({ name: member.name, role })}
              onRemove={() => setLeaving(member.name)}
            />
          ))}
        </tbody>
      </table>
      <AddMember onAdd={changes.put.mutateAsync} busy={changes.put.isPending} />
      {leaving !== undefined && (
        <Confirm
          title={settings.memberRemove}
          question={settings.memberRemoveAsk(leaving)}
          busy={changes.remove.isPending}
          onYes={() => changes.remove.mutate(leaving, { onSettled: () => setLeaving(undefined) })}
          onNo={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

interface RowProps {
  member: Member;
  onRole: (role: MemberRole) => void;
  onRemove: () => void;
}

function Row({ member, onRole, onRemove }: RowProps) {
  const { settings, roles } = useWords();
  const { session } = useHere();
  // An owner belongs to the deployment, not to the app; and nobody locks themselves out.
  const fixed = member.role === 'owner' || member.name === session.member.name;
  return (
    <tr>
      <td>
        {member.name} {member.name === session.member.name && settings.you}
      </td>
      <td>
        {fixed ? (
          roles[member.role]
        ) : (
          <Select
            className="filters-choice"
            size="small"
            aria-label={settings.memberRoleOf(member.name)}
            value={member.role}
            onChange={onRole}
            options={MEMBER_ROLES.map((role) => ({ value: role, label: roles[role] }))}
          />
        )}
      </td>
      <td>
        <When at={member.created_at} />
      </td>
      <td>
        {!fixed && (
          <Button
            size="small"
            type="text"
            status="danger"
            aria-label={settings.memberRemoveOf(member.name)}
            onClick={onRemove}
          >
            {settings.memberRemove}
          </Button>
        )}
      </td>
    </tr>
  );
}
