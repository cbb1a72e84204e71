-- What two people have read in texts and catalogue is the same, or settled.

{{ readings_that_differ() }}
