-- What two people have read of what targets ask for is the same, or settled. Apart from readings_agree, because it needs the targets
-- as models classify them, and everything else must be reported without them.

{{ readings_that_differ(ref('int_targets_classified')) }}
