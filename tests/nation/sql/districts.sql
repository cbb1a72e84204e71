-- Codes have the shape of GB/T 2260: two digits province, two city, two district. The first city
-- is Shanghai with 普陀 and 闵行, so that the questions in analyses/ find rows.
create or replace table districts as

with numbered as (

    select
        d,
        d // getvariable('districts_per_city') as city,
        d % getvariable('districts_per_city') as place
    from range(getvariable('districts')) as districts (d)

),

coded as (

    select
        d,
        city,
        case
            when city = 0
                then '3101'
                    || list_value('07', '12', '01', '04', '05', '06', '09', '10', '13')[place + 1]
            else
                cast(
                    list_value(
                        13, 14, 15, 21, 22, 23, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
                        51, 52, 53, 54, 61, 62, 63, 64, 65
                    )[1 + (city - 1) % 27] as varchar
                )
                || lpad(cast(1 + (city - 1) // 27 as varchar), 2, '0')
                || lpad(cast(place + 2 as varchar), 2, '0')
        end as district_code
    from numbered

),

-- One character for each digit of d to base 12: 20736 names without a repeat, none with a numeral.
named as (

    select
        *,
        case d
            when 0 then '普陀'
            when 1 then '闵行'
            else
                substr('东南西北中上下左右前后新', 1 + d % 12, 1)
                || substr('江河湖海山川林石泉溪岭原', 1 + d // 12 % 12, 1)
                || substr('平安宁和兴昌盛泰康乐丰裕', 1 + d // 144 % 12, 1)
                || substr('城州阳阴门桥关口港湾塘浦', 1 + d // 1728 % 12, 1)
        end as district
    from coded

)

select
    d,
    city,
    district_code,
    district,
    'District ' || district_code as district_en,
    case when city = 0 then '上海市' else '第' || substr(district_code, 1, 4) || '市' end
    || district || '区' as full_name
from named;
