-- A number from [0, 1) for a salt and a key. Everything made up comes from here, so that equal
-- seeds give equal nations whatever the order of rows or the number of threads.
create or replace macro draw(salt, a, b, c) as
    (hash(getvariable('seed'), salt, a, b, c) >> 11) / 9007199254740992.0;

-- m printed with k decimals: digits(1757, 2) is '17.57'.
create or replace macro digits(m, k) as
    case k
        when 0 then cast(m as varchar)
        when 1 then (m // 10) || '.' || (m % 10)
        else (m // 100) || '.' || lpad(cast(m % 100 as varchar), 2, '0')
    end;

-- A number from 1 to 99 as Chinese documents write it: chinese(23) is '二十三'.
create or replace macro chinese(m) as
    case when m >= 20 then substr('一二三四五六七八九', m // 10, 1) else '' end
    || case when m >= 10 then '十' else '' end
    || case when m % 10 > 0 then substr('一二三四五六七八九', m % 10, 1) else '' end;

-- The power of ten that two leading digits count: leading_step(1757) is 100.
create or replace macro leading_step(m) as
    cast(pow(10, greatest(0, length(cast(m as varchar)) - 2)) as bigint);

-- Beside 超 and 余 a number is rounded down to two digits, beside 近 up: 1700 and 1800 for 1757.
create or replace macro two_digits(m) as
    cast(floor(m / leading_step(m)) as bigint) * leading_step(m);
create or replace macro two_digits_up(m) as two_digits(m) + leading_step(m);

create or replace macro document_id(district_code, y, type) as
    'd' || district_code || '_' || y || '_' || type;
