/**
 * Lossy coding of pictures in tiles, without seams.
 *
 * <pre>
 * Picture -> PictureTiles.cut -> tiles [n, C, S, S] -> TileCoder.analyse -> levels -> TileCoder.encode -> bytes
 * bytes -> TileCoder.decode -> TileLevels, a plane -> tiles with halo -> TileCoder.synthesise -> PictureTiles.paste
 * </pre>
 *
 * Tiles are analysed one by one, with the pixels around them; their levels form one plane, and tiles of that plane,
 * again with what is around them, are synthesised. A trained model's levels are told by its prior, or by side
 * information, and by those around them ({@code LatentCoder}). Where the halo is as wide as the transform reaches, no
 * pixel can tell where tiles meet. A new model is a {@link dev.hourglass.compress.lossy.TileCoder} and a line in
 * {@link dev.hourglass.compress.lossy.TileCoders#of}.
 */
@NullMarked
package dev.hourglass.compress.lossy;

import org.jspecify.annotations.NullMarked;
