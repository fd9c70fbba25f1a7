"""The addresses of all pages; each page's module lists its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from web.pages import (
    accounts,
    api,
    books,
    dispatch,
    division,
    followed,
    graph,
    home,
    inbox,
    page_picture,
    register,
    review,
    signing_in,
    tasks,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(home.urls)),
    path("hop-den/", include(inbox.urls)),
    path("so/", include(register.urls)),
    path("in-so/", include(books.urls)),
    path("duyet/ban-quet/", include(division.urls)),
    path("duyet/", include(review.urls)),
    path("van-ban/", include(dispatch.urls)),
    path("anh-trang/", include(page_picture.urls)),
    path("nhiem-vu/", include(tasks.urls)),
    path("theo-doi/", include(followed.urls)),
    path("do-thi/", include(graph.urls)),
    path("api/", include(api.urls)),
    path("tai-khoan/", include(accounts.urls)),
    path("", include(signing_in.urls)),
]

handler400 = "web.pages.refusals.bad_request"
handler403 = "web.pages.refusals.forbidden"
handler404 = "web.pages.refusals.missing"
handler500 = "web.pages.refusals.broken"
