-- A revoked desk key that somebody else may have had: nothing it signed counts, whatever date it bears.

alter table desk_signer add column compromised boolean not null default false;
update desk_signer set compromised = true where revoked_for = 'compromised';
