;; The colours of a canvas as a video has them: 8-bit limited-range BT.709, 4:2:0.
;;
;; All is counted in whole numbers, fixed point with 2^15 for 1, so every processor gives the same bytes. Each row of the chroma's matrix sums
;; up to 0, so a grey has none.
(module
  ;; Pixels first, blue in the lowest byte; then the planes Y, U and V.
  (memory (import "picture" "memory") 1)

  (global $evenBytes v128 (v128.const i16x8 255 255 255 255 255 255 255 255))

  ;; What (blue, red) and (green, the unused fourth) of a pixel are worth in each plane.
  (global $lumaBlueRed v128 (v128.const i16x8 2032 5983 2032 5983 2032 5983 2032 5983))
  (global $lumaGreen v128 (v128.const i16x8 20127 0 20127 0 20127 0 20127 0))
  (global $uBlueRed v128 (v128.const i16x8 14392 -3298 14392 -3298 14392 -3298 14392 -3298))
  (global $uGreen v128 (v128.const i16x8 -11094 0 -11094 0 -11094 0 -11094 0))
  (global $vBlueRed v128 (v128.const i16x8 -1320 14392 -1320 14392 -1320 14392 -1320 14392))
  (global $vGreen v128 (v128.const i16x8 -13072 0 -13072 0 -13072 0 -13072 0))
  ;; 16 and 128 in the sums' scale, with the half that rounds. Chroma is summed over four pixels.
  (global $black v128 (v128.const i32x4 540672 540672 540672 540672))
  (global $grey v128 (v128.const i32x4 16842752 16842752 16842752 16842752))

  ;; Width and height are even, and the width is at least 16.
  (func (export "toYuv") (param $width i32) (param $height i32)
    (local $stride i32) (local $last i32) (local $row i32) (local $next i32) (local $x i32)
    (local $upper i32) (local $lower i32) (local $y i32) (local $u i32) (local $v i32)
    (local.set $stride (i32.mul (local.get $width) (i32.const 4)))
    (local.set $last (i32.sub (local.get $width) (i32.const 16)))
    (local.set $y (i32.mul (local.get $stride) (local.get $height)))
    (local.set $u (i32.add (local.get $y) (i32.mul (local.get $width) (local.get $height))))
    (local.set $v (i32.add (local.get $u) (i32.div_u (i32.mul (local.get $width) (local.get $height)) (i32.const 4))))
    (loop $rows
      (local.set $next (i32.const 0))
      (loop $columns
        ;; The last step of a row ends where the row ends, and may do some pixels again.
        (local.set $x
          (select (local.get $next) (local.get $last) (i32.lt_u (local.get $next) (local.get $last))))
        (local.set $upper
          (i32.add (i32.mul (local.get $row) (local.get $stride)) (i32.mul (local.get $x) (i32.const 4))))
        (local.set $lower (i32.add (local.get $upper) (local.get $stride)))
        (v128.store (i32.add (local.get $y) (local.get $x)) (call $luma (local.get $upper)))
        (v128.store
          (i32.add (i32.add (local.get $y) (local.get $width)) (local.get $x))
          (call $luma (local.get $lower)))
        (local.set $x (i32.div_u (local.get $x) (i32.const 2)))
        (v128.store64_lane 0
          (i32.add (local.get $u) (local.get $x))
          (call $chroma (local.get $upper) (local.get $lower) (global.get $uBlueRed) (global.get $uGreen)))
        (v128.store64_lane 0
          (i32.add (local.get $v) (local.get $x))
          (call $chroma (local.get $upper) (local.get $lower) (global.get $vBlueRed) (global.get $vGreen)))
        (local.set $next (i32.add (local.get $next) (i32.const 16)))
        (br_if $columns (i32.lt_u (local.get $next) (local.get $width))))
      (local.set $y (i32.add (local.get $y) (i32.mul (local.get $width) (i32.const 2))))
      (local.set $u (i32.add (local.get $u) (i32.div_u (local.get $width) (i32.const 2))))
      (local.set $v (i32.add (local.get $v) (i32.div_u (local.get $width) (i32.const 2))))
      (local.set $row (i32.add (local.get $row) (i32.const 2)))
      (br_if $rows (i32.lt_u (local.get $row) (local.get $height)))))

  ;; The luma of 16 pixels.
  (func $luma (param $pixels i32) (result v128)
    (i8x16.narrow_i16x8_u
      (i16x8.narrow_i32x4_s
        (call $lumaOf4 (v128.load (local.get $pixels)))
        (call $lumaOf4 (v128.load offset=16 (local.get $pixels))))
      (i16x8.narrow_i32x4_s
        (call $lumaOf4 (v128.load offset=32 (local.get $pixels)))
        (call $lumaOf4 (v128.load offset=48 (local.get $pixels))))))

  (func $lumaOf4 (param $pixels v128) (result v128)
    (i32x4.shr_s
      (i32x4.add
        (global.get $black)
        (i32x4.add
          (i32x4.dot_i16x8_s (call $blueRed (local.get $pixels)) (global.get $lumaBlueRed))
          (i32x4.dot_i16x8_s (call $green (local.get $pixels)) (global.get $lumaGreen))))
      (i32.const 15)))

  ;; Eight bytes of a plane of chroma, from 16 pixels and those below them.
  (func $chroma (param $upper i32) (param $lower i32) (param $ofBlueRed v128) (param $ofGreen v128) (result v128)
    (local $sums v128)
    (local.set $sums
      (i16x8.narrow_i32x4_s
        (call $chromaOf8 (local.get $upper) (local.get $lower) (local.get $ofBlueRed) (local.get $ofGreen))
        (call $chromaOf8
          (i32.add (local.get $upper) (i32.const 32))
          (i32.add (local.get $lower) (i32.const 32))
          (local.get $ofBlueRed)
          (local.get $ofGreen))))
    (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums)))

  (func $chromaOf8 (param $upper i32) (param $lower i32) (param $ofBlueRed v128) (param $ofGreen v128) (result v128)
    (local $left v128) (local $right v128)
    (local.set $left
      (call $columnsOf4
        (v128.load (local.get $upper))
        (v128.load (local.get $lower))
        (local.get $ofBlueRed)
        (local.get $ofGreen)))
    (local.set $right
      (call $columnsOf4
        (v128.load offset=16 (local.get $upper))
        (v128.load offset=16 (local.get $lower))
        (local.get $ofBlueRed)
        (local.get $ofGreen)))
    ;; Each column and its neighbour.
    (i32x4.shr_s
      (i32x4.add
        (global.get $grey)
        (i32x4.add
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $left) (local.get $right))
          (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $left) (local.get $right))))
      (i32.const 17)))

  ;; A pixel and the one below, for four columns.
  (func $columnsOf4 (param $upper v128) (param $lower v128) (param $ofBlueRed v128) (param $ofGreen v128) (result v128)
    (i32x4.add
      (i32x4.dot_i16x8_s
        (i16x8.add (call $blueRed (local.get $upper)) (call $blueRed (local.get $lower)))
        (local.get $ofBlueRed))
      (i32x4.dot_i16x8_s
        (i16x8.add (call $green (local.get $upper)) (call $green (local.get $lower)))
        (local.get $ofGreen))))

  (func $blueRed (param $pixels v128) (result v128)
    (v128.and (local.get $pixels) (global.get $evenBytes)))

  (func $green (param $pixels v128) (result v128)
    (i16x8.shr_u (local.get $pixels) (i32.const 8))))
