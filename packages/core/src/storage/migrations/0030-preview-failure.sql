-- What a start would make of a record that cannot be worked out: why not, for an operator.
alter table preview_row add column failure text;
