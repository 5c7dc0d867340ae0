package fr.preau.http.live;

import fr.preau.protocol.Codec;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory.Credential;
import fr.preau.room.Rooms;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every live connection needs.
 *
 * @param credentials token → whose it is
 * @param perSecond   frames of one client that are handled in a second
 */
public record Gateway(Rooms rooms, Function<String, Future<Optional<Credential>>> credentials, Codec codec, Wording wording,
                      Clock clock, Traffic traffic, int perSecond) {}
